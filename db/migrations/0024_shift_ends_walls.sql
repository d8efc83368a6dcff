-- Row 8: a resident notes when a shift of her own really ended, and changes nothing else of it. Rest is counted from that end.
CREATE FUNCTION app.plans_roster_of(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT person = ANY (app.people_in(app.my_departments('secretary'))) OR person = ANY (app.residents_of(app.my_departments('secretary')))
$$;
--> statement-breakpoint
CREATE POLICY app_note_end ON shifts FOR UPDATE TO klankbord_app
  USING (person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')))
  WITH CHECK (person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')));
--> statement-breakpoint
CREATE FUNCTION app.guard_shift() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'klankbord_app' OR app.plans_roster_of(OLD.person_id) THEN
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - 'ended_at' - 'end_noted_at' - 'end_noted_by_id') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_at' - 'end_noted_at' - 'end_noted_by_id') THEN
    RAISE EXCEPTION 'only the end of a shift can be noted' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER shifts_guard BEFORE UPDATE ON shifts FOR EACH ROW EXECUTE FUNCTION app.guard_shift();
--> statement-breakpoint
CREATE TRIGGER shifts_signatures BEFORE INSERT OR UPDATE ON shifts FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('end_noted_by_id');
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.planning_shifts(persons uuid[], from_at timestamptz, until_at timestamptz)
RETURNS TABLE (person_id uuid, starts_at timestamptz, ends_at timestamptz, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH allowed AS MATERIALIZED (SELECT person FROM unnest(persons) AS person WHERE app.may_plan_with(person))
  SELECT s.person_id, s.starts_at, coalesce(s.ended_at, s.ends_at), s.kind FROM shifts s JOIN allowed a ON a.person = s.person_id
  WHERE coalesce(s.ended_at, s.ends_at) > from_at AND s.starts_at < until_at
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.plans_roster_of(uuid), app.guard_shift() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.plans_roster_of(uuid) TO klankbord_app;
