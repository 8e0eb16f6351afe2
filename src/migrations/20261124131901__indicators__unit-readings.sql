-- What each unit reads of itself stands apart from the sums over places: a district office is a unit with a plan of its own
-- and a place whose schools are summed. Both keep their history as days on which they held, so that "as it was on that day"
-- and "as it is" are the same short query.

create table indicators.unit_reading (
  indicator text not null,
  period text not null,
  origin text not null check (origin in ('computed', 'declared', 'inspected')),
  place_id bigint not null references directory.place,
  as_of date not null,
  until_day date not null default 'infinity',
  numerator bigint not null,
  denominator bigint not null,
  units_expected int not null,
  units_counted int not null,
  newest_record_at timestamptz,
  primary key (indicator, period, origin, place_id, as_of),
  check (as_of < until_day),
  check (numerator >= 0 and denominator >= 0 and units_counted between 0 and units_expected)
);
create index on indicators.unit_reading (indicator, period, origin, until_day);
create index on indicators.unit_reading (place_id, until_day);
comment on table indicators.unit_reading is 'spread: reference. What one unit reads of itself, from a day until it changed. Sums over places are indicators.reading.';

alter table indicators.reading
  add column until_day date not null default 'infinity',
  add column units_reached int not null default 0,
  add check (as_of < until_day),
  add check (units_reached between 0 and units_counted);
create index on indicators.reading (place_id, period, until_day);
comment on column indicators.reading.units_reached is 'Units that reach the target themselves (all of them where there is no target: the whole).';

create table indicators.refreshed (
  indicator text not null,
  period text not null,
  origin text not null check (origin in ('computed', 'declared', 'inspected')),
  as_of date not null,
  refreshed_at timestamptz not null,
  primary key (indicator, period, origin)
);
comment on table indicators.refreshed is 'spread: reference. When a figure was last computed, whether or not it changed.';
