-- Figures: what may be seen is all there is (rows 22 and 26). The education office reads every one, a secretary and a supervisor those of her department.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['figures', 'figure_bases'] LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON public.%I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY app_read ON figures FOR SELECT TO klankbord_app USING ((SELECT app.holds('coordinator'))
  OR department_id = ANY ((SELECT app.my_departments('secretary', 'supervisor'))::uuid[]));
--> statement-breakpoint
GRANT SELECT ON figures TO klankbord_app;
--> statement-breakpoint
-- How many people are in the one or in the other, not in both.
CREATE FUNCTION app.differing(one uuid[], other uuid[]) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT count(*)::integer FROM (SELECT unnest(one) AS id EXCEPT ALL SELECT unnest(other)) a
$$;
--> statement-breakpoint
-- Who is counted where at the end of this month. A department takes in and lets go people only when its new members differ from every earlier
-- count of two years by nobody or by five and more; until then it counts whom it counted. Somebody who is still counted elsewhere waits.
CREATE FUNCTION app.settle_bases(wanted date) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  last_day date := (wanted + interval '1 month')::date - 1;
  carried uuid[] := '{}';
  more uuid[];
BEGIN
  INSERT INTO figure_bases (month, department_id, people)
  SELECT wanted, d.id, ARRAY(SELECT unnest(p.people)) FROM (
    SELECT department_id AS id FROM app.residents_on(last_day) WHERE department_id IS NOT NULL
    UNION SELECT department_id FROM figure_bases WHERE month = (wanted - interval '1 month')::date AND cardinality(people) > 0
  ) d LEFT JOIN figure_bases p ON p.department_id = d.id AND p.month = (wanted - interval '1 month')::date;
  LOOP
    WITH kept AS (SELECT unnest(o.people) AS id FROM figure_bases o WHERE o.month = wanted AND o.department_id = ANY (carried)),
    fresh AS (SELECT r.department_id, array_agg(r.person_id ORDER BY r.person_id) AS people FROM app.residents_on(last_day) r
      WHERE r.person_id NOT IN (SELECT id FROM kept) GROUP BY r.department_id)
    UPDATE figure_bases b SET people = coalesce((SELECT f.people FROM fresh f WHERE f.department_id = b.department_id), '{}')
    WHERE b.month = wanted AND NOT b.department_id = ANY (carried);
    SELECT array_agg(b.department_id) INTO more FROM figure_bases b
    WHERE b.month = wanted AND NOT b.department_id = ANY (carried) AND EXISTS (SELECT FROM figure_bases e
      WHERE e.department_id = b.department_id AND e.month < wanted AND e.month >= wanted - interval '24 months'
        AND app.differing(b.people, e.people) + app.differing(e.people, b.people) BETWEEN 1 AND 4);
    EXIT WHEN more IS NULL;
    UPDATE figure_bases b SET people = e.people
    FROM (SELECT DISTINCT ON (department_id) department_id, people FROM figure_bases WHERE month < wanted ORDER BY department_id, month DESC) e
    WHERE b.month = wanted AND b.department_id = ANY (more) AND e.department_id = b.department_id;
    carried := carried || more;
  END LOOP;
END $$;
--> statement-breakpoint
-- Closes a month: counts, and keeps only what may be seen. A figure has at least five people on either side. Where one department cannot bear
-- its own, so many others give up theirs, the smallest first, that what the hospital's figure leaves over when theirs are taken off can.
CREATE FUNCTION app.close_month(wanted date) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM app.settle_bases(wanted);
  WITH cells AS (
    SELECT u.measure, u.department_id, count(*) AS total, count(*) FILTER (WHERE u.is_reached) AS reached,
      count(DISTINCT u.person_id) FILTER (WHERE u.is_reached) AS yes, count(DISTINCT u.person_id) FILTER (WHERE NOT u.is_reached) AS no
    FROM app.figure_units(wanted) u GROUP BY u.measure, u.department_id
  ), ordered AS (
    SELECT c.*, yes < 5 OR no < 5 AS is_small, bool_or(yes < 5 OR no < 5) OVER whole AS is_any_small,
      coalesce(sum(yes) OVER before, 0) AS yes_before, coalesce(sum(no) OVER before, 0) AS no_before
    FROM cells c
    WINDOW whole AS (PARTITION BY measure),
      before AS (PARTITION BY measure ORDER BY yes >= 5 AND no >= 5, total, department_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), judged AS (SELECT *, is_small OR (is_any_small AND (yes_before < 5 OR no_before < 5)) AS is_hidden FROM ordered),
  -- Persons are each in one department, so that counts of people add up.
  sums AS (
    SELECT measure, sum(total) AS total, sum(reached) AS reached, sum(yes) >= 5 AND sum(no) >= 5 AS is_borne, bool_and(is_hidden) AS is_all_hidden,
      sum(total) FILTER (WHERE is_hidden) AS rest_total, sum(reached) FILTER (WHERE is_hidden) AS rest_reached,
      coalesce(sum(yes) FILTER (WHERE is_hidden) >= 5 AND sum(no) FILTER (WHERE is_hidden) >= 5, false) AS is_rest_borne
    FROM judged GROUP BY measure
  )
  INSERT INTO figures (month, scope, department_id, measure, total, reached)
  SELECT wanted, 'department', department_id, measure, CASE WHEN NOT is_hidden THEN total END, CASE WHEN NOT is_hidden THEN reached END FROM judged
  UNION ALL
  SELECT wanted, 'rest', NULL, measure, rest_total, rest_reached FROM sums WHERE is_rest_borne AND NOT is_all_hidden
  UNION ALL
  SELECT wanted, 'hospital', NULL, measure, CASE WHEN is_borne THEN total END, CASE WHEN is_borne THEN reached END FROM sums;
END $$;
--> statement-breakpoint
-- Closes every month that is over and not closed yet, a year back at most; answers how many. What a figure is made of does not change any more then.
CREATE FUNCTION app.close_months() RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  this_month date := date_trunc('month', app.today()::timestamp)::date;
  wanted date;
  closed integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('figures'));
  SELECT greatest((this_month - interval '12 months')::date,
    coalesce((SELECT (max(month) + interval '1 month')::date FROM figure_bases), (SELECT date_trunc('month', min(from_on)::timestamp)::date FROM roles WHERE role = 'resident'))) INTO wanted;
  WHILE wanted < this_month LOOP
    PERFORM app.close_month(wanted);
    closed := closed + 1;
    wanted := (wanted + interval '1 month')::date;
  END LOOP;
  RETURN closed;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.differing(uuid[], uuid[]), app.settle_bases(date), app.close_month(date), app.close_months() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.close_months() TO klankbord_worker;
--> statement-breakpoint
-- The one figure that there was before is now one of these.
DROP FUNCTION app.check_in_figures();
