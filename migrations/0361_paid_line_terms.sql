-- A paid line goes on with the contract by which it is paid: its last day and its note can be changed.

grant update (until_on, note) on voucher to ballast_app;
comment on column compute_centre_price.from_on is 'where none has begun, the price of voucher_card_rate holds; a run is charged by the day on which it began';
