// Generated from the migrations by `npm run db:types`; a test compares it with them.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'

/** jsonb: written as JSON text, read as the parsed value. */
type Json = ColumnType<unknown, string | null | undefined, string | null>
type JsonWithDefault = ColumnType<unknown, string | undefined, string>

export interface ActionPlanTable {
  zone_id: Uuid
  plan_id: Uuid
  run_id: Uuid
  state: string
  done: Generated<bigint>
  total: bigint
  reasons: JsonWithDefault
  facts: Json
  result: string | null
  started_by: string
  started_by_name: string
  started_at: Instant
  touched_at: Instant
  finished_at: Instant | null
  accepted_by_name: string | null
  accepted_at: Instant | null
}

export interface ActionSettingTable {
  zone_id: Uuid
  valid_from: PlainDate
  facts: Json
  source_kind: string
  changed_by: string
  changed_by_name: string
  changed_at: Instant
  version: Generated<bigint>
}

export interface ActionTaskTable {
  zone_id: Uuid
  task_id: Uuid
  plan_id: Uuid
  project_id: Uuid
  kind: string
  gate: string | null
  year: number
  known_months: number
  month_ym: PlainDate
  effect_ym: PlainDate
  assignee_role: string
  assignee: string | null
  due_on: PlainDate
  state: Generated<string>
  closed_on: PlainDate | null
  reason: string | null
  gain_fen: bigint
  base_fen: bigint
  acted_fen: bigint
  outcome_fen: bigint | null
  has_worked: boolean | null
  measured_at: Instant | null
  created_at: Instant
  version: Generated<bigint>
}

export interface ApiTokenTable {
  zone_id: Uuid
  token_id: Uuid
  user_id: Uuid
  name: string
  token_hash: string
  actions: string[] | null
  created_at: Instant
  expires_at: Instant
  last_used_at: Instant | null
  last_address: string | null
  revoked_at: Instant | null
  revoked_by: string | null
}

export interface AppUserTable {
  zone_id: Uuid
  user_id: Uuid
  login: string
  name_zh: string
  name_en: string
  email: string | null
  bureau_code: string | null
  enterprise_id: Uuid | null
  is_active: Generated<boolean>
  version: Generated<bigint>
}

export interface AuditEntryTable {
  zone_id: Uuid
  entry_id: Uuid
  recorded_at: Instant
  actor: string
  actor_name: string
  action: string
  subject_type: string
  subject_id: string
  before: Json
  after: Json
  request_id: string
  mac: string
  on_behalf_of: string | null
}

export interface AuditSealTable {
  zone_id: Uuid
  seq: bigint
  entry_id: Uuid
  chain_mac: string
  sealed_at: Instant
}

export interface BulletinTable {
  zone_id: Uuid
  bulletin_id: Uuid
  month_ym: PlainDate
  status: string
  number: number | null
  edition: number
  replaces_id: Uuid | null
  correction_reason: string | null
  figures: Json
  figures_at: Instant
  drafted_by: string
  drafted_by_name: string
  drafted_at: Instant
  issued_on: PlainDate | null
  issued_by: string | null
  issued_by_name: string | null
  issued_at: Instant | null
  version: Generated<bigint>
}

export interface BulletinBlockTable {
  zone_id: Uuid
  bulletin_id: Uuid
  block: string
  language: string
  text: string | null
  drafted_text: string | null
  drafted_values: Json
  modified_by: string
  modified_by_name: string
  modified_at: Instant
  version: Generated<bigint>
}

export interface BulletinFileTable {
  zone_id: Uuid
  bulletin_id: Uuid
  format: string
  language: string
  file_name: string
  byte_size: bigint
  sha256: string
}

export interface BulletinTemplateTable {
  zone_id: Uuid
  template_id: Uuid
  language: string
  file_name: string | null
  byte_size: bigint | null
  sha256: string | null
  chosen_by: string
  chosen_by_name: string
  chosen_at: Instant
}

export interface BulletinWithdrawalTable {
  zone_id: Uuid
  bulletin_id: Uuid
  reason: string
  withdrawn_by: string
  withdrawn_by_name: string
  withdrawn_at: Instant
}

export interface CategoryTable {
  zone_id: Uuid
  category_code: string
  name_zh: string
  name_en: string
  is_industry: boolean
  sort: number
}

export interface ClusterTable {
  zone_id: Uuid
  cluster_code: string
  category_code: string
  name_zh: string
  name_en: string
  color: string
  sort: number
}

export interface CodeItemTable {
  zone_id: Uuid
  list: string
  code: string
  name_zh: string
  name_en: string
  sort: number
  attributes: JsonWithDefault
}

export interface ComputeBillTable {
  zone_id: Uuid
  bill_id: Uuid
  bill_no: string
  enterprise_id: Uuid
  month: string
  runs: bigint
  amount_tflops_s: bigint
  covered_tflops_s: bigint
  free_tflops_s: bigint
  charged_fen: bigint
  corrects_bill_id: Uuid | null
  reason: string | null
  issued_on: PlainDate
  issued_at: Instant
  issued_by: string
  issued_by_name: string
  source_kind: string
}

export interface ComputeBillLineTable {
  zone_id: Uuid
  bill_id: Uuid
  use_id: Uuid
}

export interface ComputeCapacityTable {
  zone_id: Uuid
  centre_id: Uuid
  card_type: string
  seen_on: PlainDate
  cards: number
  used: number
  away: number
  seen_at: Instant
}

export interface ComputeCentreTable {
  zone_id: Uuid
  centre_id: Uuid
  code: string
  name_zh: string
  name_en: string
  engine: string
  api_version: string
  url: string
  key_ref: string
  work_dir: string
  partition: string | null
  state: string
  seen_at: Instant | null
  fault_code: string | null
  fault_detail: string | null
  fault_at: Instant | null
  source_kind: string
  version: Generated<bigint>
  lease_by: Uuid | null
  lease_until: Instant | null
  log_dir: string | null
  project_id: Uuid | null
  needs_contract: Generated<boolean>
}

export interface ComputeCentreCardTable {
  zone_id: Uuid
  centre_id: Uuid
  card_type: string
  engine_type: string
  cards_per_node: number
  planned_cards: number | null
}

export interface ComputeCentrePriceTable {
  zone_id: Uuid
  centre_id: Uuid
  card_type: string
  from_on: PlainDate
  fen_per_p_hour: bigint
  citation: string | null
  set_by: string
  set_at: Instant
}

export interface ComputeContractTable {
  zone_id: Uuid
  contract_id: Uuid
  centre_id: Uuid
  enterprise_id: Uuid
  contract_no: string
  from_on: PlainDate
  until_on: PlainDate
  note: string | null
  set_by: string
  set_by_name: string
  set_at: Instant
  version: Generated<bigint>
}

export interface ComputeEnvelopeTable {
  zone_id: Uuid
  centre_id: Uuid
  enterprise_id: Uuid
  voucher_id: Uuid
  name: string
  tflops_min: bigint | null
  set_at: Instant
  is_at_work: Generated<boolean>
}

export interface ComputeJobTable {
  zone_id: Uuid
  job_id: Uuid
  enterprise_id: Uuid
  project_id: Uuid | null
  voucher_id: Uuid
  centre_id: Uuid
  name: string
  template: string
  params: Json
  script: string
  card_type: string
  nodes: number
  cards_per_node: number
  cards: GeneratedAlways<bigint | null>
  limit_s: bigint
  state: string
  end_state: string | null
  attempts: Generated<number>
  try_at: Instant | null
  engine_job: string | null
  engine_submitted_at: Instant | null
  submitted_at: Instant | null
  confirmed_at: Instant | null
  last_seen_at: Instant | null
  missing_since: Instant | null
  waits_for: string | null
  expected_at: Instant | null
  started_at: Instant | null
  ended_at: Instant | null
  node_list: string | null
  fault_code: string | null
  fault_detail: string | null
  cancel_asked_at: Instant | null
  cancel_asked_by: string | null
  asked_at: Instant
  asked_by: string
  asked_by_name: string
  settled_at: Instant | null
  source_kind: string
  version: Generated<bigint>
  move_to: Uuid | null
  gone_since: Instant | null
}

export interface ComputeJobEventTable {
  zone_id: Uuid
  job_id: Uuid
  event_id: Uuid
  at: Instant
  what: string
  actor: string
  detail: string | null
}

export interface ComputeMemberShareTable {
  zone_id: Uuid
  voucher_id: Uuid
  user_id: Uuid
  share_tflops_s: bigint
  set_at: Instant
  set_by: Uuid
  version: Generated<bigint>
}

export interface ComputeMeterTable {
  zone_id: Uuid
  centre_id: Uuid
  read_until: Instant
  read_at: Instant
  rows_read: bigint
}

export interface ComputePlacementTable {
  zone_id: Uuid
  job_id: Uuid
  placed_at: Instant
  centre_id: Uuid
  placed_by: string | null
  options: Json
}

export interface ComputeProofTable {
  zone_id: Uuid
  centre_id: Uuid
  day: PlainDate
  runs: bigint
  engine_tflops_s: bigint
  metered_tflops_s: bigint
  suspense_tflops_s: bigint
  difference_tflops_s: GeneratedAlways<bigint | null>
  faults: Json
  proved_at: Instant
  proved_by: string
}

export interface ComputeSuspenseTable {
  zone_id: Uuid
  suspense_id: Uuid
  centre_id: Uuid
  engine_job: string
  submitted_at: Instant
  own_id: string
  restart: bigint
  account: string
  os_user: string
  job_name: string
  reason: string
  card_type: string | null
  engine_cards: Json
  cards: bigint
  billed_tflops: bigint
  elapsed_s: bigint
  amount_tflops_s: GeneratedAlways<bigint | null>
  started_at: Instant
  ended_at: Instant
  ended_on: PlainDate
  end_state: string
  enterprise_id: Uuid | null
  found_at: Instant
  use_id: Uuid | null
  assigned_by: string | null
  assigned_by_name: string | null
  assigned_at: Instant | null
  assign_reason: string | null
  version: Generated<bigint>
  voucher_id: Uuid | null
}

export interface ComputeTenantTable {
  zone_id: Uuid
  centre_id: Uuid
  enterprise_id: Uuid
  account: string
  os_user: string
  is_blocked: Generated<boolean>
  block_reason: string | null
  asked_at: Instant
  done_at: Instant | null
  fault_code: string | null
  version: Generated<bigint>
}

export interface ComputeWaitEstimateTable {
  zone_id: Uuid
  job_id: Uuid
  told_at: Instant
  centre_id: Uuid
  cards: bigint
  simulated_p50_s: bigint
  simulated_p90_s: bigint
  p50_s: bigint
  p90_s: bigint
  engine_start_at: Instant | null
}

export interface CustomFieldTable {
  zone_id: Uuid
  subject_type: string
  field_code: string
  name_zh: string
  name_en: string
  value_type: string
  choices: JsonWithDefault
  sort: number
}

export interface DeputyTable {
  zone_id: Uuid
  deputy_id: Uuid
  absent_user_id: Uuid
  deputy_user_id: Uuid
  from_on: PlainDate
  until_on: PlainDate
  reason: string
  appointed_by: string
  appointed_at: Instant
  revoked_by: string | null
  revoked_at: Instant | null
}

export interface DifferenceReasonTable {
  zone_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  reason_code: string
  note: string | null
  given_by: string
  given_at: Instant
  version: Generated<bigint>
}

export interface DispatchEntryTable {
  zone_id: Uuid
  entry_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  construction_fen: bigint
  installation_fen: bigint
  equipment_fen: bigint
  other_fen: bigint
  land_fen: bigint
  total_fen: GeneratedAlways<bigint | null>
  progress_ppm: bigint | null
  note: string | null
  source_kind: string
  told_by: string
  told_by_name: string
  told_on: PlainDate
  told_at: Instant
  superseded_at: Instant | null
}

export interface EnterpriseTable {
  zone_id: Uuid
  enterprise_id: Uuid
  credit_code: string | null
  credit_code_override_reason: string | null
  credit_code_overridden_by: string | null
  name_zh: string
  name_en: string | null
  short_name: string | null
  aliases: Generated<string[]>
  group_name: string | null
  parent_enterprise_id: Uuid | null
  notes: string | null
  custom: JsonWithDefault
  source_kind: string
  citation: string | null
  search_text: string
  sort_key: string
  version: Generated<bigint>
  created_at: Instant
  modified_at: Instant
  modified_by: string
}

export interface EscalationTable {
  zone_id: Uuid
  escalation_id: Uuid
  project_id: Uuid
  kind: string
  red_since_on: PlainDate
  step: string
  step_on: PlainDate
  reply_due_on: PlainDate | null
  promised_on: PlainDate | null
  letter_year: number | null
  letter_number: number | null
  closed_on: PlainDate | null
  version: Generated<bigint>
}

export interface EscalationEventTable {
  zone_id: Uuid
  event_id: Uuid
  escalation_id: Uuid
  what: string
  happened_on: PlainDate
  due_on: PlainDate | null
  text: string | null
  owed_by: string | null
  owed_person: string | null
  stake_fen: bigint | null
  done_by: string
  done_by_name: string
  done_at: Instant
}

export interface EscalationStepTable {
  zone_id: Uuid
  step: string
  after_workdays: number
  reply_workdays: number | null
  version: Generated<bigint>
}

export interface EvidenceTable {
  zone_id: Uuid
  evidence_id: Uuid
  project_id: Uuid
  subject_type: string
  subject_id: string
  file_name: string
  media_type: string
  byte_size: bigint
  sha256: string
  note: string | null
  taken_at: Instant | null
  taken_lng: string | null
  taken_lat: string | null
  scanner: string | null
  uploaded_by: Uuid
  uploaded_by_name: string
  uploaded_at: Instant
  withdrawn_at: Instant | null
  withdrawn_by: Uuid | null
  withdrawn_by_name: string | null
  withdrawn_reason: string | null
  version: Generated<bigint>
}

export interface EvidenceUploadTable {
  zone_id: Uuid
  upload_id: Uuid
  project_id: Uuid
  subject_type: string
  subject_id: string
  file_name: string
  byte_size: bigint
  received_bytes: Generated<bigint>
  note: string | null
  user_id: Uuid
  begun_at: Instant
  expires_at: Instant
  evidence_id: Uuid | null
}

export interface ForecastJobTable {
  zone_id: Uuid
  job_id: Uuid
  year: number
  months: Json
  runs: JsonWithDefault
  state: string
  done: Generated<bigint>
  total: bigint
  reasons: JsonWithDefault
  started_by: string
  started_by_name: string
  started_at: Instant
  touched_at: Instant
  finished_at: Instant | null
}

export interface ForecastOutcomeTable {
  zone_id: Uuid
  run_id: Uuid
  horizon: string
  p10_fen: bigint
  p50_fen: bigint
  p90_fen: bigint
  outcome_fen: bigint
  crps_fen: bigint
  is_inside: boolean
  rank_ppm: bigint
  rules: Json
  scored_at: Instant
}

export interface ForecastRunTable {
  zone_id: Uuid
  run_id: Uuid
  year: number
  as_of_ym: PlainDate
  issued_at: Instant
  issued_by: string
  issued_by_name: string
  timing: string
  is_provisional: boolean
  is_simulated: boolean
  version_id: Uuid | null
  seed: bigint
  draws: bigint
  code_version: string
  data_version: string
  result_version: string
  target_fen: bigint | null
  p10_fen: bigint
  p50_fen: bigint
  p90_fen: bigint
  reached_ppm: bigint | null
  input: string
  basis: Json
  levels: Json
  result: string
}

export interface ForecastScenarioTable {
  zone_id: Uuid
  scenario_id: Uuid
  run_id: Uuid
  user_id: Uuid
  name: string
  changes: Json
  result: string
  result_version: string
  is_shared: Generated<boolean>
  version: Generated<bigint>
  modified_at: Instant
}

export interface FundMovementTable {
  zone_id: Uuid
  movement_id: Uuid
  project_id: Uuid
  kind: string
  moved_on: PlainDate
  amount_fen: bigint
  source: string | null
  batch: string | null
  document_no: string | null
  note: string | null
  source_kind: string
  citation: string | null
  entered_by: string
  entered_by_name: string
  entered_at: Instant
  withdrawn_by: string | null
  withdrawn_at: Instant | null
  withdrawn_reason: string | null
  version: Generated<bigint>
}

export interface GateBaselineTable {
  zone_id: Uuid
  baseline_id: Uuid
  name: string
  taken_by: string
  taken_at: Instant
  version_id: Uuid | null
}

export interface GateBaselineDateTable {
  zone_id: Uuid
  baseline_id: Uuid
  project_id: Uuid
  gate: string
  planned_on: PlainDate
}

export interface GateConditionTable {
  zone_id: Uuid
  condition_code: string
  gate: string
  type_codes: Generated<string[]>
  kind: string
  name_zh: string
  name_en: string
  owed_by: string
  fact: string | null
  minimum_fen: bigint | null
  is_required: boolean
  needs_evidence: boolean
  sort: number
  source_kind: string
  citation: string | null
  version: Generated<bigint>
}

export interface GateDateChangeTable {
  zone_id: Uuid
  change_id: Uuid
  project_id: Uuid
  gate: string
  which: string
  from_on: PlainDate | null
  to_on: PlainDate | null
  reason_code: string
  note: string | null
  changed_by: string
  changed_at: Instant
}

export interface GateFulfilmentTable {
  zone_id: Uuid
  project_id: Uuid
  condition_code: string
  fulfilled_on: PlainDate
  document_no: string | null
  figure_fen: bigint | null
  note: string | null
  waived_reason: string | null
  fulfilled_by: string
  fulfilled_at: Instant
  source_kind: string
  citation: string | null
  version: Generated<bigint>
}

export interface GateProgressTable {
  zone_id: Uuid
  project_id: Uuid
  gate: string
  forecast_on: PlainDate | null
  actual_on: PlainDate | null
  passed_by: string | null
  passed_at: Instant | null
  source_kind: string
  citation: string | null
  version: Generated<bigint>
}

export interface IdempotencyKeyTable {
  zone_id: Uuid
  idempotency_key: string
  action: string
  request_hash: string
  status: number
  response: Json
  created_at: Instant
  user_id: Uuid | null
}

export interface ImportFileTable {
  zone_id: Uuid
  import_id: Uuid
  seq: number
  content: Uint8Array
}

export interface ImportRowTable {
  zone_id: Uuid
  import_id: Uuid
  sheet: string
  row_number: number
  natural_key: string
  outcome: string | null
  cells: Json
  changes: JsonWithDefault
  reasons: JsonWithDefault
  part: string
  before_fen: bigint | null
  after_fen: bigint | null
  passes: Generated<boolean>
}

export interface ImportRunTable {
  zone_id: Uuid
  import_id: Uuid
  resource: string
  plan_version_id: Uuid | null
  file_name: string
  file_sha256: string
  file_bytes: bigint
  format: string
  status: string
  rows_read: Generated<bigint>
  rows_expected: bigint | null
  summary: JsonWithDefault
  reasons: JsonWithDefault
  created_by: string
  created_at: Instant
  finished_at: Instant | null
  version: Generated<bigint>
  touched_at: Generated<Instant>
  month_ym: PlainDate | null
  user_id: Uuid | null
}

export interface LandPaymentTable {
  zone_id: Uuid
  payment_id: Uuid
  project_id: Uuid
  paid_on: PlainDate
  amount_fen: bigint
  instalment: string | null
  contract_no: string | null
  counts_ym: PlainDate | null
  reason_code: string | null
  note: string | null
  source_kind: string
  citation: string | null
  entered_by: string
  entered_by_name: string
  entered_at: Instant
  withdrawn_by: string | null
  withdrawn_at: Instant | null
  withdrawn_reason: string | null
  version: Generated<bigint>
}

export interface LightOverrideTable {
  zone_id: Uuid
  override_id: Uuid
  project_id: Uuid
  kind: string
  colour: string
  reason: string
  until_on: PlainDate
  set_by: string
  set_at: Instant
  ended_by: string | null
  ended_at: Instant | null
}

export interface LightRuleTable {
  zone_id: Uuid
  kind: string
  name_zh: string
  name_en: string
  unit: string
  yellow_after: number | null
  red_after: number | null
  owed_by: string
  owed_person: string | null
  condition_code: string | null
  is_active: boolean
  sort: number
  source_kind: string
  citation: string | null
  version: Generated<bigint>
}

export interface NotificationTable {
  zone_id: Uuid
  notification_id: Uuid
  event_id: Uuid
  user_id: Uuid
  created_at: Instant
  read_at: Instant | null
}

export interface NotificationChannelTable {
  zone_id: Uuid
  channel_id: Uuid
  kind: string
  name: string
  url: string
  place: string
  secret: string | null
  kinds: string[]
  locale: string
  keeps_quiet_hours: boolean
  is_active: boolean
  open_at: Instant
  version: Generated<bigint>
}

export interface NotificationDeliveryTable {
  zone_id: Uuid
  delivery_id: Uuid
  event_id: Uuid
  user_id: Uuid | null
  channel_id: Uuid | null
  state: string
  attempts: Generated<number>
  due_at: Instant
  taken_at: Instant | null
  batch_id: Uuid | null
  finished_at: Instant | null
  outcome: string | null
  detail: string | null
  handed_over_at: Instant | null
}

export interface NotificationEventTable {
  zone_id: Uuid
  event_id: Uuid
  event_key: string
  kind: string
  subject_type: string
  subject_id: string
  project_id: Uuid | null
  link: string
  params: Json
  audience: Json
  actor_id: Uuid | null
  happened_at: Instant
  spread_at: Instant | null
}

export interface NotificationHoursTable {
  zone_id: Uuid
  quiet_from: string
  quiet_until: string
  quiet_days: boolean
  digest_time: string
  version: Generated<bigint>
}

export interface NotificationPreferenceTable {
  zone_id: Uuid
  user_id: Uuid
  locale: string
  mail: Json
  version: Generated<bigint>
}

export interface ParcelTable {
  zone_id: Uuid
  parcel_id: Uuid
  kind: string
  name: string
  cadastral_code: string | null
  geometry: Json
  min_lng: number | null
  min_lat: number | null
  max_lng: number | null
  max_lat: number | null
  min_x_m: number | null
  min_y_m: number | null
  max_x_m: number | null
  max_y_m: number | null
  area_computed_m2: string | null
  area_official_m2: string | null
  floor_area_m2: string | null
  land_use_code: string | null
  far: string | null
  height_m: string | null
  density_pct: string | null
  green_pct: string | null
  conditions_note: string | null
  supply_mode: string | null
  status: string | null
  price_fen: bigint | null
  tenure_years: number | null
  deal_on: PlainDate | null
  commitments: string | null
  notes: string | null
  custom: JsonWithDefault
  source_kind: string
  citation: string | null
  search_text: string
  sort_key: string
  version: Generated<bigint>
  created_at: Instant
  modified_at: Instant
  modified_by: string
  length_m: string | null
  name_en: string | null
}

export interface ParcelNameTable {
  zone_id: Uuid
  name: string
  parcel_id: Uuid
}

export interface PlanAcceptanceTable {
  zone_id: Uuid
  version_id: Uuid
  rule: string
  subject: string
  reason: string
  accepted_by: string
  accepted_at: Instant
}

export interface PlanMonthTable {
  zone_id: Uuid
  version_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  countable: boolean
  not_countable_reason: string | null
  construction_fen: bigint
  installation_fen: bigint
  equipment_fen: bigint
  other_fen: bigint
  land_fen: bigint
  total_fen: GeneratedAlways<bigint | null>
}

export interface PlanNodeTable {
  zone_id: Uuid
  version_id: Uuid
  node_id: Uuid
  parent_id: Uuid | null
  code: string
  name_zh: string
  name_en: string
  category_code: string | null
  cluster_code: string | null
  frame_fen: bigint
  sort: number
  version: Generated<bigint>
}

export interface PlanProjectTable {
  zone_id: Uuid
  version_id: Uuid
  project_id: Uuid
  node_id: Uuid | null
  annual_fen: bigint
  profile: string
  note: string | null
  source_kind: string
  citation: string | null
  version: Generated<bigint>
}

export interface PlanShareTable {
  zone_id: Uuid
  version_id: Uuid
  project_id: Uuid
  parcel_id: Uuid
  ordinal: number
  share_ppm: bigint
  method: string
}

export interface PlanTargetTable {
  zone_id: Uuid
  version_id: Uuid
  target_id: Uuid
  indicator: string
  scope_kind: string
  scope_code: string
  period: string
  comparator: string
  value_fen: bigint | null
  value_ppm: bigint | null
  value_count: bigint | null
  note: string | null
  source_kind: string
  citation: string | null
  version: Generated<bigint>
}

export interface PlanVersionTable {
  zone_id: Uuid
  version_id: Uuid
  year: number
  number: number | null
  status: string
  title: string
  reason: string
  parent_version_id: Uuid | null
  created_by: string
  created_at: Instant
  adopted_by: string | null
  adopted_at: Instant | null
  version: Generated<bigint>
}

export interface ProjectTable {
  zone_id: Uuid
  project_id: Uuid
  project_no: string
  project_code: string | null
  name_zh: string
  name_en: string | null
  short_name: string | null
  owner_enterprise_id: Uuid | null
  category_code: string | null
  cluster_code: string | null
  industry_code: string | null
  nature: string | null
  total_fen: bigint | null
  total_construction_fen: bigint | null
  total_installation_fen: bigint | null
  total_equipment_fen: bigint | null
  total_other_fen: bigint | null
  total_land_fen: bigint | null
  bureau_code: string | null
  service_manager: string | null
  address: string | null
  stat_area_code: string | null
  tags: Generated<string[]>
  custom: JsonWithDefault
  notes: string | null
  source_kind: string
  citation: string | null
  search_text: string
  sort_key: string
  version: Generated<bigint>
  created_at: Instant
  modified_at: Instant
  modified_by: string
  service_manager_sort_key: string | null
  type_code: string | null
  standing: Generated<string>
  standing_since: PlainDate | null
}

export interface ProjectCommitmentTable {
  zone_id: Uuid
  project_id: Uuid
  kind: string
  promised_fen: bigint | null
  due_on: PlainDate | null
  reached_fen: bigint | null
  reached_on: PlainDate | null
  result: string | null
  consequence: string | null
  reviewed_by: string | null
  reviewed_at: Instant | null
  source_kind: string
  citation: string | null
  version: Generated<bigint>
}

export interface ProjectFollowerTable {
  zone_id: Uuid
  project_id: Uuid
  user_id: Uuid
}

export interface ProjectFundingTable {
  zone_id: Uuid
  project_id: Uuid
  source_code: string
  amount_fen: bigint
}

export interface ProjectGateTable {
  zone_id: Uuid
  project_id: Uuid
  gate: string
  planned_on: PlainDate
}

export interface ProjectParcelTable {
  zone_id: Uuid
  project_id: Uuid
  parcel_id: Uuid
  area_m2: string | null
  floor_area_m2: string | null
}

export interface ProjectRelationTable {
  zone_id: Uuid
  project_id: Uuid
  related_project_id: Uuid
  kind: string
}

export interface ProjectStandingChangeTable {
  zone_id: Uuid
  change_id: Uuid
  project_id: Uuid
  from_standing: string
  to_standing: string
  since_on: PlainDate
  reason: string
  open_plan_fen: bigint
  changed_by: string
  changed_at: Instant
}

export interface ProjectTypeTable {
  zone_id: Uuid
  type_code: string
  name_zh: string
  name_en: string
  sort: number
  version: Generated<bigint>
}

export interface ProjectTypeGateTable {
  zone_id: Uuid
  type_code: string
  gate: string
  ordinal: number
  offset_workdays: number | null
  is_blocking: boolean
}

export interface ProjectUpdateTable {
  zone_id: Uuid
  update_id: Uuid
  project_id: Uuid
  text: string
  written_by: string
  written_at: Instant
  written_by_name: string | null
}

export interface ProjectVisitTable {
  zone_id: Uuid
  visit_id: Uuid
  project_id: Uuid
  visited_on: PlainDate
  visitors: string
  found: string
  promised: string | null
  promised_until: PlainDate | null
  kept_on: PlainDate | null
  recorded_by: string
  recorded_by_name: string
  recorded_at: Instant
  version: Generated<bigint>
  source_kind: string
}

export interface ProvenanceTable {
  zone_id: Uuid
  subject_type: string
  subject_id: Uuid
  field: string
  source_kind: string
  citation: string
}

export interface RegistrationTable {
  zone_id: Uuid
  project_id: Uuid
  state: string
  batch_ym: PlainDate | null
  unit_name: string | null
  credit_code: string | null
  project_code: string | null
  contract_party: string | null
  contract_no: string | null
  contract_fen: bigint | null
  total_fen: bigint | null
  start_on: PlainDate | null
  completion_on: PlainDate | null
  permit_no: string | null
  industry_code: string | null
  stat_area_code: string | null
  address: string | null
  explanations: JsonWithDefault
  note: string | null
  library_no: string | null
  submitted_by: string | null
  submitted_at: Instant | null
  source_kind: string
  modified_by: string
  modified_at: Instant
  version: Generated<bigint>
}

export interface RegistrationEventTable {
  zone_id: Uuid
  event_id: Uuid
  project_id: Uuid
  step: string
  items: JsonWithDefault
  note: string | null
  done_by: string
  done_by_name: string
  done_at: Instant
}

export interface ReportCalendarTable {
  zone_id: Uuid
  opens_after: number
  due_after: number
  closes_after: number
  joins_january: boolean
  citation: string | null
  version: Generated<bigint>
}

export interface ReportCorrectionTable {
  zone_id: Uuid
  correction_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  appears_ym: PlainDate
  construction_fen: bigint
  installation_fen: bigint
  equipment_fen: bigint
  used_equipment_fen: bigint
  renewal_equipment_fen: bigint
  other_fen: bigint
  old_buildings_fen: bigint
  land_fen: bigint
  total_fen: GeneratedAlways<bigint | null>
  reason_code: string
  note: string
  source_kind: string
  corrected_by: string
  corrected_at: Instant
}

export interface ReportEventTable {
  zone_id: Uuid
  event_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  step: string
  fields: JsonWithDefault
  note: string | null
  done_by: string
  done_by_name: string
  done_at: Instant
}

export interface ReportExceptionTable {
  zone_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  until_on: PlainDate
  reason: string
  granted_by: string
  granted_at: Instant
}

export interface ReportNotCountableTable {
  zone_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  reason_code: string
  amount_fen: bigint
}

export interface ReportOpeningTable {
  zone_id: Uuid
  project_id: Uuid
  before_year: number
  cumulative_fen: bigint
  source_kind: string
  citation: string | null
}

export interface ReportPeriodTable {
  zone_id: Uuid
  month_ym: PlainDate
  first_month_ym: PlainDate
  opens_on: PlainDate
  due_on: PlainDate
  closes_on: PlainDate
  closed_at: Instant | null
  closed_by: string | null
  version: Generated<bigint>
}

export interface ReportReasonTable {
  zone_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  rule: string
  reason: string
  given_by: string
  given_at: Instant
}

export interface ReportReturnTable {
  zone_id: Uuid
  project_id: Uuid
  month_ym: PlainDate
  state: string
  plan_total_fen: bigint | null
  adjusted_total_document: string | null
  cumulative_fen: bigint | null
  year_fen: bigint | null
  month_fen: bigint | null
  year_construction_fen: bigint | null
  year_installation_fen: bigint | null
  year_equipment_fen: bigint | null
  year_used_equipment_fen: bigint | null
  year_renewal_equipment_fen: bigint | null
  year_other_fen: bigint | null
  year_old_buildings_fen: bigint | null
  year_land_fen: bigint | null
  construction_fen: Generated<bigint>
  installation_fen: Generated<bigint>
  equipment_fen: Generated<bigint>
  used_equipment_fen: Generated<bigint>
  renewal_equipment_fen: Generated<bigint>
  other_fen: Generated<bigint>
  old_buildings_fen: Generated<bigint>
  land_fen: Generated<bigint>
  total_fen: GeneratedAlways<bigint | null>
  new_fixed_assets_fen: bigint | null
  funds_state_budget_fen: bigint | null
  funds_domestic_loan_fen: bigint | null
  funds_bond_fen: bigint | null
  funds_foreign_capital_fen: bigint | null
  funds_self_raised_fen: bigint | null
  funds_other_fen: bigint | null
  payables_fen: bigint | null
  floor_area_under_construction_m2: bigint | null
  floor_area_completed_m2: bigint | null
  method: string
  month_by_progress_fen: bigint | null
  month_by_finance_fen: bigint | null
  nature: string | null
  holding: string | null
  start_ym: PlainDate | null
  production_ym: PlainDate | null
  stat_area_code: string | null
  industry_code: string | null
  note: string | null
  source_kind: string
  submitted_by: string | null
  submitted_at: Instant | null
  reviewed_by: string | null
  verified_by: string | null
  verified_at: Instant | null
  modified_by: string
  modified_at: Instant
  version: Generated<bigint>
}

export interface ReportRuleTable {
  zone_id: Uuid
  rule: string
  severity: string
  version: Generated<bigint>
}

export interface ReportRuleCountTable {
  zone_id: Uuid
  rule: string
  month_ym: PlainDate
  refused: Generated<bigint>
  accepted: Generated<bigint>
}

export interface SavedViewTable {
  zone_id: Uuid
  view_id: Uuid
  user_id: Uuid
  resource: string
  name: string
  is_shared: Generated<boolean>
  query: Json
  version: Generated<bigint>
  modified_at: Instant
}

export interface SchemaMigrationTable {
  name: string
  sha256: string
  applied_at: Generated<Instant>
}

export interface SharedAuditKeyTable {
  fingerprint: string
  first_used_at: Instant
}

export interface SharedCalendarTable {
  calendar: string
  name_zh: string
  name_en: string
  covered_from: PlainDate
  covered_until: PlainDate
}

export interface SharedCalendarDayTable {
  calendar: string
  day: PlainDate
  kind: string
  name_zh: string
  notice: string
}

export interface SignInFailureTable {
  zone_id: Uuid
  guard: string
  failures: number
  last_failed_at: Instant
}

export interface SpentLogoutTokenTable {
  zone_id: Uuid
  issuer: string
  token_id: string
  spent_at: Instant
}

export interface UserIdentityTable {
  zone_id: Uuid
  issuer: string
  subject: string
  user_id: Uuid
  created_at: Instant
}

export interface UserPasswordTable {
  zone_id: Uuid
  user_id: Uuid
  hash: string
  must_change: boolean
  is_demonstration: Generated<boolean>
  changed_at: Instant
}

export interface UserRoleTable {
  zone_id: Uuid
  user_id: Uuid
  role: string
  bureau_only: Generated<boolean>
}

export interface UserSecondFactorTable {
  zone_id: Uuid
  user_id: Uuid
  secret: string
  begun_at: Instant
  confirmed_at: Instant | null
  last_step: Generated<bigint>
}

export interface UserSessionTable {
  zone_id: Uuid
  session_id: Uuid
  user_id: Uuid
  token_hash: string
  method: string
  address: string
  user_agent: string
  created_at: Instant
  last_seen_at: Instant
  expires_at: Instant
  ended_at: Instant | null
  ended_reason: string | null
  issuer: string | null
  provider_session: string | null
  acting_for: Uuid | null
}

export interface VoucherTable {
  zone_id: Uuid
  voucher_id: Uuid
  voucher_no: string
  application_id: Uuid | null
  enterprise_id: Uuid
  project_id: Uuid | null
  pool_id: Uuid
  unit: string
  amount: bigint
  from_on: PlainDate
  until_on: PlainDate
  granted_by: string
  granted_by_name: string
  granted_on: PlainDate
  granted_at: Instant
  source_kind: string
  is_paid: Generated<boolean>
  note: string | null
  closed_at: Instant | null
  closed_by: string | null
  closed_by_name: string | null
  version: Generated<bigint>
}

export interface VoucherAccountTable {
  zone_id: Uuid
  account_id: Uuid
  kind: string
  unit: string
  pool_id: Uuid
  voucher_id: Uuid | null
  balance: Generated<bigint>
  postings: Generated<bigint>
}

export interface VoucherApplicationTable {
  zone_id: Uuid
  application_id: Uuid
  application_no: string
  enterprise_id: Uuid
  project_id: Uuid | null
  unit: string
  amount: bigint
  purpose: string
  state: string
  applied_on: PlainDate
  applied_by: string
  applied_by_name: string
  applied_at: Instant
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Instant | null
  decision_note: string | null
  source_kind: string
  version: Generated<bigint>
}

export interface VoucherCardPrecisionTable {
  zone_id: Uuid
  card_type: string
  from_on: PlainDate
  precision_name: string
  gflops: bigint
}

export interface VoucherCardRateTable {
  zone_id: Uuid
  card_type: string
  from_on: PlainDate
  tflops: bigint
  fen_per_p_hour: bigint
  citation: string | null
  source_kind: string
  set_by: string
  set_at: Instant
}

export interface VoucherHoldTable {
  zone_id: Uuid
  job_id: Uuid
  voucher_id: Uuid
  card_type: string
  cards: bigint
  tflops: bigint
  limit_s: bigint
  amount_tflops_s: GeneratedAlways<bigint | null>
  captured_tflops_s: Generated<bigint>
  expires_at: Instant
  placed_by: string
  placed_at: Instant
  closed_at: Instant | null
  close_reason: string | null
}

export interface VoucherNumberTable {
  zone_id: Uuid
  series: string
  year: number
  last_no: bigint
}

export interface VoucherPoolTable {
  zone_id: Uuid
  pool_id: Uuid
  year: number
  unit: string
  is_paid: Generated<boolean>
}

export interface VoucherPostingTable {
  zone_id: Uuid
  posting_id: Uuid
  step: string
  unit: string
  amount: bigint
  from_account_id: Uuid
  from_kind: string
  from_no: bigint
  from_balance: bigint
  to_account_id: Uuid
  to_kind: string
  to_no: bigint
  to_balance: bigint
  voucher_id: Uuid | null
  cause_type: string
  cause_id: Uuid
  note: string | null
  posted_on: PlainDate
  posted_at: Instant
  posted_by: string
  posted_by_name: string
}

export interface VoucherRedemptionTable {
  zone_id: Uuid
  redemption_id: Uuid
  redemption_no: string
  enterprise_id: Uuid
  voucher_id: Uuid
  contract_no: string
  contract_on: PlainDate
  supplier_name: string
  supplier_credit_code: string
  invoice_no: string
  invoice_on: PlainDate
  invoice_fen: bigint
  compute_fen: bigint
  paid_on: PlainDate
  is_unrelated: boolean
  is_not_subsidised_elsewhere: boolean
  metered_fen: bigint
  redemption_ppm: bigint
  asked_fen: bigint
  amount_fen: bigint | null
  state: string
  submitted_on: PlainDate
  submitted_by: string
  submitted_by_name: string
  submitted_at: Instant
  checked_by: string | null
  checked_by_name: string | null
  checked_at: Instant | null
  decided_by: string | null
  decided_by_name: string | null
  decided_on: PlainDate | null
  decided_at: Instant | null
  payment_no: string | null
  decision_note: string | null
  source_kind: string
  version: Generated<bigint>
}

export interface VoucherRedemptionUseTable {
  zone_id: Uuid
  redemption_id: Uuid
  use_id: Uuid
  is_live: Generated<boolean>
}

export interface VoucherTermsTable {
  zone_id: Uuid
  from_on: PlainDate
  redemption_ppm: bigint
  firm_cap_fen: bigint | null
  firm_cap_tflops_s: bigint | null
  validity_months: number
  free_end_states: Generated<string[]>
  citation: string | null
  source_kind: string
  set_by: string
  set_at: Instant
}

export interface VoucherUseTable {
  zone_id: Uuid
  use_id: Uuid
  centre: string
  engine_job: string
  submitted_at: Instant
  job_id: Uuid | null
  restart: bigint
  enterprise_id: Uuid
  card_type: string
  cards: bigint
  tflops: bigint
  elapsed_s: bigint
  amount_tflops_s: GeneratedAlways<bigint | null>
  started_at: Instant
  ended_at: Instant
  ended_on: PlainDate
  end_state: string
  voucher_id: Uuid | null
  covered_tflops_s: bigint
  free_tflops_s: bigint
  fen_per_p_hour: bigint
  charged_fen: bigint
  recorded_by: string
  recorded_at: Instant
  source_kind: string
}

export interface YearFigureTable {
  zone_id: Uuid
  year: number
  indicator: string
  value_fen: bigint
  source_kind: string
  citation: string
}

export interface YearPlanTable {
  zone_id: Uuid
  year: number
  adopted_version_id: Uuid | null
  version: Generated<bigint>
}

export interface ZoneTable {
  zone_id: Uuid
  code: string
  name_zh: string
  name_en: string
  calendar: string | null
  business_on: PlainDate | null
  projected_epsg: number
  map: JsonWithDefault
  settings: JsonWithDefault
  pack: JsonWithDefault
  version: Generated<bigint>
}

export interface Tables {
  action_plan: ActionPlanTable
  action_setting: ActionSettingTable
  action_task: ActionTaskTable
  api_token: ApiTokenTable
  app_user: AppUserTable
  audit_entry: AuditEntryTable
  audit_seal: AuditSealTable
  bulletin: BulletinTable
  bulletin_block: BulletinBlockTable
  bulletin_file: BulletinFileTable
  bulletin_template: BulletinTemplateTable
  bulletin_withdrawal: BulletinWithdrawalTable
  category: CategoryTable
  cluster: ClusterTable
  code_item: CodeItemTable
  compute_bill: ComputeBillTable
  compute_bill_line: ComputeBillLineTable
  compute_capacity: ComputeCapacityTable
  compute_centre: ComputeCentreTable
  compute_centre_card: ComputeCentreCardTable
  compute_centre_price: ComputeCentrePriceTable
  compute_contract: ComputeContractTable
  compute_envelope: ComputeEnvelopeTable
  compute_job: ComputeJobTable
  compute_job_event: ComputeJobEventTable
  compute_member_share: ComputeMemberShareTable
  compute_meter: ComputeMeterTable
  compute_placement: ComputePlacementTable
  compute_proof: ComputeProofTable
  compute_suspense: ComputeSuspenseTable
  compute_tenant: ComputeTenantTable
  compute_wait_estimate: ComputeWaitEstimateTable
  custom_field: CustomFieldTable
  deputy: DeputyTable
  difference_reason: DifferenceReasonTable
  dispatch_entry: DispatchEntryTable
  enterprise: EnterpriseTable
  escalation: EscalationTable
  escalation_event: EscalationEventTable
  escalation_step: EscalationStepTable
  evidence: EvidenceTable
  evidence_upload: EvidenceUploadTable
  forecast_job: ForecastJobTable
  forecast_outcome: ForecastOutcomeTable
  forecast_run: ForecastRunTable
  forecast_scenario: ForecastScenarioTable
  fund_movement: FundMovementTable
  gate_baseline: GateBaselineTable
  gate_baseline_date: GateBaselineDateTable
  gate_condition: GateConditionTable
  gate_date_change: GateDateChangeTable
  gate_fulfilment: GateFulfilmentTable
  gate_progress: GateProgressTable
  idempotency_key: IdempotencyKeyTable
  import_file: ImportFileTable
  import_row: ImportRowTable
  import_run: ImportRunTable
  land_payment: LandPaymentTable
  light_override: LightOverrideTable
  light_rule: LightRuleTable
  notification: NotificationTable
  notification_channel: NotificationChannelTable
  notification_delivery: NotificationDeliveryTable
  notification_event: NotificationEventTable
  notification_hours: NotificationHoursTable
  notification_preference: NotificationPreferenceTable
  parcel: ParcelTable
  parcel_name: ParcelNameTable
  plan_acceptance: PlanAcceptanceTable
  plan_month: PlanMonthTable
  plan_node: PlanNodeTable
  plan_project: PlanProjectTable
  plan_share: PlanShareTable
  plan_target: PlanTargetTable
  plan_version: PlanVersionTable
  project: ProjectTable
  project_commitment: ProjectCommitmentTable
  project_follower: ProjectFollowerTable
  project_funding: ProjectFundingTable
  project_gate: ProjectGateTable
  project_parcel: ProjectParcelTable
  project_relation: ProjectRelationTable
  project_standing_change: ProjectStandingChangeTable
  project_type: ProjectTypeTable
  project_type_gate: ProjectTypeGateTable
  project_update: ProjectUpdateTable
  project_visit: ProjectVisitTable
  provenance: ProvenanceTable
  registration: RegistrationTable
  registration_event: RegistrationEventTable
  report_calendar: ReportCalendarTable
  report_correction: ReportCorrectionTable
  report_event: ReportEventTable
  report_exception: ReportExceptionTable
  report_not_countable: ReportNotCountableTable
  report_opening: ReportOpeningTable
  report_period: ReportPeriodTable
  report_reason: ReportReasonTable
  report_return: ReportReturnTable
  report_rule: ReportRuleTable
  report_rule_count: ReportRuleCountTable
  saved_view: SavedViewTable
  schema_migration: SchemaMigrationTable
  shared_audit_key: SharedAuditKeyTable
  shared_calendar: SharedCalendarTable
  shared_calendar_day: SharedCalendarDayTable
  sign_in_failure: SignInFailureTable
  spent_logout_token: SpentLogoutTokenTable
  user_identity: UserIdentityTable
  user_password: UserPasswordTable
  user_role: UserRoleTable
  user_second_factor: UserSecondFactorTable
  user_session: UserSessionTable
  voucher: VoucherTable
  voucher_account: VoucherAccountTable
  voucher_application: VoucherApplicationTable
  voucher_card_precision: VoucherCardPrecisionTable
  voucher_card_rate: VoucherCardRateTable
  voucher_hold: VoucherHoldTable
  voucher_number: VoucherNumberTable
  voucher_pool: VoucherPoolTable
  voucher_posting: VoucherPostingTable
  voucher_redemption: VoucherRedemptionTable
  voucher_redemption_use: VoucherRedemptionUseTable
  voucher_terms: VoucherTermsTable
  voucher_use: VoucherUseTable
  year_figure: YearFigureTable
  year_plan: YearPlanTable
  zone: ZoneTable
}
