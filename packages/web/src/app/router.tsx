import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { HomePage } from './home-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage })

// Filters, tabs and selections live in the search part of the address; a page reads and writes them through useSearchState.
const pages = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: HomePage,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/today',
    component: lazyRouteComponent(() => import('../features/today/today-page.tsx'), 'TodayPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cockpit',
    component: lazyRouteComponent(() => import('../features/cockpit/cockpit-page.tsx'), 'CockpitPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quarter',
    component: lazyRouteComponent(() => import('../features/quarter-board/quarter-page.tsx'), 'QuarterPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/plan',
    component: lazyRouteComponent(() => import('../features/plan/plan-page.tsx'), 'PlanPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/trace',
    component: lazyRouteComponent(() => import('../features/trace/trace-page.tsx'), 'TracePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/projects',
    component: lazyRouteComponent(() => import('../features/project/projects-page.tsx'), 'ProjectsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/projects/work-table',
    component: lazyRouteComponent(() => import('../features/worktable/work-table-page.tsx'), 'WorkTablePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/projects/$projectId',
    component: lazyRouteComponent(() => import('../features/project/project-page.tsx'), 'ProjectPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/gantt',
    component: lazyRouteComponent(() => import('../features/gantt/gantt-page.tsx'), 'GanttPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/my-projects',
    component: lazyRouteComponent(() => import('../features/my-projects/my-projects-page.tsx'), 'MyProjectsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/lights',
    component: lazyRouteComponent(() => import('../features/light/lights-page.tsx'), 'LightsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/escalations',
    component: lazyRouteComponent(() => import('../features/escalation/escalations-page.tsx'), 'EscalationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/escalations/$escalationId',
    component: lazyRouteComponent(() => import('../features/escalation/escalation-page.tsx'), 'EscalationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/forecast',
    component: lazyRouteComponent(() => import('../features/forecast/forecast-page.tsx'), 'ForecastPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/forecast/actions',
    component: lazyRouteComponent(() => import('../features/action/actions-page.tsx'), 'ActionsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/forecast/record',
    component: lazyRouteComponent(() => import('../features/forecast/record-page.tsx'), 'RecordPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/forecast/methods',
    component: lazyRouteComponent(() => import('../features/forecast/methods-page.tsx'), 'MethodsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/forecast/what-if',
    component: lazyRouteComponent(() => import('../features/what-if/what-if-page.tsx'), 'WhatIfPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/bulletins',
    component: lazyRouteComponent(() => import('../features/bulletin/bulletins-page.tsx'), 'BulletinsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/bulletins/$bulletinId',
    component: lazyRouteComponent(() => import('../features/bulletin/bulletin-page.tsx'), 'BulletinPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/parcels',
    component: lazyRouteComponent(() => import('../features/parcel/parcels-page.tsx'), 'ParcelsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/parcels/$parcelId',
    component: lazyRouteComponent(() => import('../features/parcel/parcel-page.tsx'), 'ParcelPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/enterprises',
    component: lazyRouteComponent(() => import('../features/enterprise/enterprises-page.tsx'), 'EnterprisesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/enterprises/$enterpriseId',
    component: lazyRouteComponent(() => import('../features/enterprise/enterprise-page.tsx'), 'EnterprisePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/exchange',
    component: lazyRouteComponent(() => import('../features/exchange/exchange-page.tsx'), 'ExchangePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/account',
    component: lazyRouteComponent(() => import('../features/session/my-account-page.tsx'), 'MyAccountPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/notification-channels',
    component: lazyRouteComponent(() => import('../features/notification/channels-page.tsx'), 'ChannelsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/accounts',
    component: lazyRouteComponent(() => import('../features/account/accounts-page.tsx'), 'AccountsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/gate-rules',
    component: lazyRouteComponent(() => import('../features/gate-rule/gate-rules-page.tsx'), 'GateRulesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/notifications',
    component: lazyRouteComponent(() => import('../features/notification/notifications-page.tsx'), 'NotificationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reconciliation',
    component: lazyRouteComponent(() => import('../features/reconciliation/reconciliation-page.tsx'), 'ReconciliationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/funds',
    component: lazyRouteComponent(() => import('../features/money/funds-page.tsx'), 'FundsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/registrations',
    component: lazyRouteComponent(() => import('../features/registration/registrations-page.tsx'), 'RegistrationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/registrations/$projectId',
    component: lazyRouteComponent(() => import('../features/registration/registration-page.tsx'), 'RegistrationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports',
    component: lazyRouteComponent(() => import('../features/report/reports-page.tsx'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports/$month/files',
    component: lazyRouteComponent(() => import('../features/return-file/return-files-page.tsx'), 'ReturnFilesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports/$month/$projectId',
    component: lazyRouteComponent(() => import('../features/report/return-page.tsx'), 'ReturnPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/computing',
    component: lazyRouteComponent(() => import('../features/computing/centres-page.tsx'), 'CentresPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/computing/jobs',
    component: lazyRouteComponent(() => import('../features/computing/jobs-page.tsx'), 'JobsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/computing/catalogue',
    component: lazyRouteComponent(() => import('../features/computing/catalogue-page.tsx'), 'CataloguePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/computing/members',
    component: lazyRouteComponent(() => import('../features/computing/members-page.tsx'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/computing/waits',
    component: lazyRouteComponent(() => import('../features/computing/waits-page.tsx'), 'WaitsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/computing/metering',
    component: lazyRouteComponent(() => import('../features/metering/metering-page.tsx'), 'MeteringPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/computing/use',
    component: lazyRouteComponent(() => import('../features/computing-use/use-page.tsx'), 'UsePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/computing/bills',
    component: lazyRouteComponent(() => import('../features/metering/bills-page.tsx'), 'BillsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/vouchers',
    component: lazyRouteComponent(() => import('../features/voucher/vouchers-page.tsx'), 'VouchersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
  }),
] as const

export const router = createRouter({ routeTree: root.addChildren(pages), defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
