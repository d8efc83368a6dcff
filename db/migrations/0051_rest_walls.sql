-- Until when somebody rests after a night, at this instant; the hours are the rest engine's. From the noted end when there is one: after a
-- night that ends late, and longer after the last of a row of nights on consecutive dates. The worker reads no roster; of it she learns this
-- instant only, and no hours that are asked reach back further than four days.
CREATE FUNCTION app.rests_until(person uuid, at timestamptz, night_hours integer, late_minutes integer, row_nights integer, row_hours integer)
RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH nights AS MATERIALIZED (
    SELECT (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date AS night_on, coalesce(s.ended_at, s.ends_at) AS end_at
    FROM shifts s WHERE s.person_id = person AND s.kind = 'night'
      AND s.starts_at > at - make_interval(days => 6 + least(greatest(row_nights, 1), 7)) AND s.starts_at < at + interval '2 days'),
  ended AS (
    SELECT n.end_at,
      (SELECT count(DISTINCT b.night_on) FROM nights b WHERE b.night_on BETWEEN n.night_on - row_nights + 1 AND n.night_on) >= row_nights
        AND NOT EXISTS (SELECT FROM nights later WHERE later.night_on = n.night_on + 1) AS ends_row
    FROM nights n WHERE n.end_at <= at),
  rests AS (
    SELECT end_at + make_interval(hours => least(CASE WHEN ends_row THEN row_hours ELSE night_hours END, 96)) AS until_at
    FROM ended WHERE ends_row OR (end_at AT TIME ZONE 'Europe/Amsterdam')::time > time '00:00' + make_interval(mins => late_minutes))
  SELECT max(until_at) FROM rests WHERE until_at > at
$$;
--> statement-breakpoint
DROP FUNCTION app.rests_until(uuid, timestamptz);
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.rests_until(uuid, timestamptz, integer, integer, integer, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.rests_until(uuid, timestamptz, integer, integer, integer, integer) TO klankbord_worker;
