-- Pairings: signatures stay as they were given, a new mentor follows the former one, and an end releases the sessions that were still to come.

-- A pairing is changed by signing it. What was signed is never unsigned or signed again, whatever statement asks.
CREATE FUNCTION app.guard_pairing() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  act text;
  before jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}'::jsonb END;
  after jsonb := to_jsonb(NEW);
BEGIN
  IF current_user <> 'klankbord_app' THEN
    RETURN NEW;
  END IF;
  FOREACH act IN ARRAY ARRAY['proposed', 'asked', 'accepted', 'declined', 'ended'] LOOP
    IF (after ->> (act || '_at') IS NULL) <> (after ->> (act || '_by_id') IS NULL) THEN
      RAISE EXCEPTION '% needs both a person and an instant', act USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF before ->> (act || '_at') IS NOT NULL AND (after ->> (act || '_at') IS DISTINCT FROM before ->> (act || '_at')
      OR after ->> (act || '_by_id') IS DISTINCT FROM before ->> (act || '_by_id')) THEN
      RAISE EXCEPTION '% cannot be signed again', act USING ERRCODE = 'insufficient_privilege';
    END IF;
  END LOOP;
  IF NEW.kind <> 'supervisor' THEN
    IF NEW.asked_by_id IS NOT NULL AND NEW.asked_by_id <> NEW.resident_id THEN
      RAISE EXCEPTION 'only the resident asks' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.accepted_at IS NOT NULL AND (NEW.asked_at IS NULL OR NEW.declined_at IS NOT NULL) THEN
      RAISE EXCEPTION 'only an open question can be accepted' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.accepted_at IS NOT NULL THEN
    IF NEW.from_on <> OLD.from_on THEN
      RAISE EXCEPTION 'the first day stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.until_on IS NOT NULL AND (NEW.until_on IS NULL OR NEW.until_on > OLD.until_on) THEN
      RAISE EXCEPTION 'an end cannot be put off' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.accepted_at IS NOT NULL AND OLD.accepted_at IS NULL AND OLD.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'only an open question can be accepted' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pairings_signed BEFORE INSERT OR UPDATE ON pairings FOR EACH ROW EXECUTE FUNCTION app.guard_pairing();
--> statement-breakpoint
-- A resident who asks a new mentor ends with the former one at the moment the new one accepts. The new mentor does not learn who
-- that was, nor the former one who comes next: the end is written here, as the act of the resident, and not in the mentor's transaction.
CREATE FUNCTION app.end_former_mentor() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  former record;
BEGIN
  FOR former IN
    UPDATE pairings SET until_on = greatest(from_on, NEW.from_on), ended_at = NEW.accepted_at, ended_by_id = NEW.resident_id
    WHERE resident_id = NEW.resident_id AND kind = 'mentor' AND id <> NEW.id AND accepted_at IS NOT NULL
      AND (until_on IS NULL OR until_on > NEW.from_on)
    RETURNING id, guide_id
  LOOP
    INSERT INTO audit (actor_id, action, subject_id, about)
      VALUES (NEW.resident_id, 'pairing.end', former.id, ARRAY[NEW.resident_id, former.guide_id]);
    INSERT INTO outbox (kind, recipient_id, created_by_id, data)
      VALUES ('pairing.ended', former.guide_id, NEW.resident_id, jsonb_build_object('pairingId', former.id));
  END LOOP;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pairings_former BEFORE UPDATE OF accepted_at ON pairings FOR EACH ROW
  WHEN (OLD.accepted_at IS NULL AND NEW.accepted_at IS NOT NULL AND NEW.kind = 'mentor') EXECUTE FUNCTION app.end_former_mentor();
--> statement-breakpoint
-- Sessions of the two that were still to come are cancelled when their pairing ends, and both hear of it. Whoever ends it may be
-- somebody who sees no session at all: a secretary, a coordinator.
CREATE FUNCTION app.cancel_sessions_of_pairing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  ended record;
BEGIN
  FOR ended IN
    UPDATE sessions s SET cancelled_at = now(), cancelled_by_id = NEW.ended_by_id, sequence = s.sequence + 1
    WHERE s.form = CASE NEW.kind WHEN 'mentor' THEN 'mentor-session' WHEN 'supervisor' THEN 'check-in' END
      AND s.cancelled_at IS NULL AND s.starts_at > now() AND s.starts_at >= (NEW.until_on::timestamp AT TIME ZONE 'Europe/Amsterdam')
      AND EXISTS (SELECT FROM session_people p WHERE p.session_id = s.id AND p.person_id = NEW.resident_id AND p.part = 'resident')
      AND EXISTS (SELECT FROM session_people p WHERE p.session_id = s.id AND p.person_id = NEW.guide_id AND p.part = 'guide')
    RETURNING s.id, s.sequence
  LOOP
    UPDATE session_people SET released_at = now() WHERE session_id = ended.id AND released_at IS NULL;
    INSERT INTO audit (actor_id, action, subject_id, about)
      VALUES (NEW.ended_by_id, 'session.cancel', ended.id, ARRAY[NEW.resident_id, NEW.guide_id]);
    INSERT INTO outbox (kind, recipient_id, created_by_id, data, once_key)
      SELECT 'session.cancelled', told, NEW.ended_by_id, jsonb_build_object('sessionId', ended.id),
        format('session.cancelled:%s:%s:%s', ended.id, ended.sequence, told)
      FROM unnest(ARRAY[NEW.resident_id, NEW.guide_id]) AS told
      ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER pairings_end AFTER UPDATE OF until_on ON pairings FOR EACH ROW
  WHEN (NEW.accepted_at IS NOT NULL AND NEW.until_on IS NOT NULL AND NEW.until_on IS DISTINCT FROM OLD.until_on
    AND NEW.kind IN ('supervisor', 'mentor')) EXECUTE FUNCTION app.cancel_sessions_of_pairing();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.guard_pairing(), app.end_former_mentor(), app.cancel_sessions_of_pairing() FROM PUBLIC;
--> statement-breakpoint

-- What a role allows ends with the role: a former mentor or supervisor neither reads nor changes her pairings any more.
ALTER POLICY app_read ON pairings USING (resident_id = (SELECT app.viewer())
  OR (guide_id = (SELECT app.viewer()) AND kind = ANY (ARRAY[
    CASE WHEN (SELECT app.holds('supervisor')) THEN 'supervisor' END,
    CASE WHEN (SELECT app.holds('mentor')) THEN 'mentor' END,
    CASE WHEN (SELECT app.holds('psychologist')) THEN 'psychologist' END]))
  OR (kind IN ('supervisor', 'mentor') AND (SELECT app.holds('coordinator')))
  OR (kind = 'supervisor' AND resident_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[])));
--> statement-breakpoint
ALTER POLICY app_add ON pairings WITH CHECK (
  (kind = 'supervisor' AND resident_id <> (SELECT app.viewer()) AND ((SELECT app.holds('coordinator'))
    OR resident_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[])))
  OR (kind = 'mentor' AND accepted_at IS NULL AND ((resident_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')))
    OR (resident_id <> (SELECT app.viewer()) AND (SELECT app.holds('coordinator')))))
  OR (kind = 'psychologist' AND accepted_at IS NULL AND resident_id = (SELECT app.viewer()) AND (SELECT app.holds('resident'))));
--> statement-breakpoint
ALTER POLICY app_change ON pairings USING (
  (kind = 'supervisor' AND resident_id <> (SELECT app.viewer()) AND ((SELECT app.holds('coordinator'))
    OR resident_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[])))
  OR (kind = 'mentor' AND ((resident_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')))
    OR (guide_id = (SELECT app.viewer()) AND (SELECT app.holds('mentor'))) OR (SELECT app.holds('coordinator'))))
  OR (kind = 'psychologist' AND ((resident_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')))
    OR (guide_id = (SELECT app.viewer()) AND (SELECT app.holds('psychologist'))))));
