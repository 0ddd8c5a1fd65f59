-- What a centre is about to be told is noted before it is told: whoever dies in between, or gets no answer, leaves a limit that is told anew.

comment on column compute_envelope.tflops_min is 'the limit last set at the centre: what was used of the voucher there and what is held of it for its jobs; null: not sure, it is told again';

alter table compute_envelope add column is_at_work boolean not null default true;
comment on column compute_envelope.is_at_work is 'something was live for the voucher at the last look, so that there is something to trim';
grant update (is_at_work) on compute_envelope to ballast_app;
