-- Of a mentor session without a pairing, and of a first question to a psychologist, both may look for another time while it is still to come.
CREATE OR REPLACE FUNCTION app.may_plan_with(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT session_user = 'klankbord_worker' OR app.may_meet(person) OR app.plans_groups()
    OR person = ANY (app.people_in(app.my_departments('nurse'), 'resident', 'nurse'))
    OR EXISTS (SELECT FROM session_people own JOIN sessions s ON s.id = own.session_id JOIN session_people other ON other.session_id = s.id
      WHERE own.person_id = app.viewer() AND own.released_at IS NULL
        AND ((own.part = 'guide' AND s.department_id IS NOT NULL) OR (s.form IN ('mentor-session', 'psychologist-session') AND s.department_id IS NULL))
        AND s.cancelled_at IS NULL AND s.starts_at > now() AND other.person_id = person AND other.released_at IS NULL)
$$;
--> statement-breakpoint
-- How full a guide is: dates, never hours, and of confidential forms only for those who may meet her.
CREATE OR REPLACE FUNCTION app.guide_starts(guide uuid, wanted_form text, from_at timestamptz, until_at timestamptz) RETURNS SETOF timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT date_trunc('day', s.starts_at AT TIME ZONE 'Europe/Amsterdam') AT TIME ZONE 'Europe/Amsterdam'
  FROM session_people p JOIN sessions s ON s.id = p.session_id
  WHERE p.person_id = guide AND p.part = 'guide' AND p.released_at IS NULL AND s.form = wanted_form AND s.cancelled_at IS NULL
    AND p.during && tstzrange(from_at, until_at) AND app.may_plan_with(guide)
    AND (wanted_form NOT IN ('psychologist-session', 'learning-therapy') OR session_user = 'klankbord_worker' OR app.may_meet(guide))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.guide_starts(uuid, text, timestamptz, timestamptz) FROM klankbord_app;
--> statement-breakpoint
-- A message about a pairing with a psychologist is shown as what all of that pairing is shown as.
CREATE OR REPLACE FUNCTION app.outbox_state(only_own boolean, skip integer, most integer)
RETURNS TABLE (id uuid, at timestamptz, kind text, attempts integer, fate text, due timestamptz, problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT o.id, o.created_at,
    CASE WHEN o.kind LIKE 'pairing.%' AND NOT EXISTS (SELECT FROM pairings q WHERE q.id::text = o.data ->> 'pairingId' AND q.kind = 'psychologist') THEN 'pairing'
      WHEN o.kind LIKE 'feed.%' THEN 'feed' ELSE 'session' END, o.attempts,
    CASE WHEN o.sent_at IS NOT NULL THEN 'sent' WHEN o.dropped_at IS NULL THEN 'waiting'
      WHEN o.last_error IN ('no longer so', 'account closed') THEN 'needless' ELSE 'failed' END,
    o.due_at, CASE WHEN o.sent_at IS NULL AND o.last_error NOT IN ('no longer so', 'account closed') THEN o.last_error END
  FROM outbox o
  WHERE (NOT only_own AND app.holds('admin')) OR (o.created_by_id = app.viewer() AND app.holds('secretary', 'coordinator'))
  ORDER BY o.created_at DESC, o.id DESC OFFSET greatest(skip, 0) LIMIT least(most, 200)
$$;
--> statement-breakpoint
-- What became of a session that an office planned is noted by those who plan or guide it.
CREATE FUNCTION app.guard_outcome() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'klankbord_app' OR OLD.department_id IS NULL THEN
    RETURN NEW;
  END IF;
  IF (NEW.held_at, NEW.missed_at, NEW.ended_at, NEW.planned_anyway_reason) IS DISTINCT FROM (OLD.held_at, OLD.missed_at, OLD.ended_at, OLD.planned_anyway_reason)
    AND NOT app.plans_form(OLD.form, OLD.department_id) AND NOT app.guides_office_session(OLD.id) THEN
    RAISE EXCEPTION 'only whoever plans or guides this session can note what became of it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_outcome BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION app.guard_outcome();
--> statement-breakpoint
-- Nobody puts herself back into a session that she was taken out of, and nobody says yes for another.
CREATE FUNCTION app.guard_seat_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'klankbord_app' THEN
    RETURN NEW;
  END IF;
  IF app.plans(NEW.session_id) OR app.guides_office_session(NEW.session_id) THEN
    RETURN NEW;
  END IF;
  IF (OLD.released_at IS NOT NULL AND NEW.released_at IS NULL AND NOT (NEW.part = 'resident' AND app.offers_seat(NEW.session_id)))
    OR (NEW.accepted_at IS NOT NULL AND NEW.accepted_at IS DISTINCT FROM OLD.accepted_at AND NEW.person_id <> app.viewer()) THEN
    RAISE EXCEPTION 'this seat is not hers to change so' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER session_people_change BEFORE UPDATE ON session_people FOR EACH ROW EXECUTE FUNCTION app.guard_seat_change();
--> statement-breakpoint
ALTER POLICY app_change ON series USING (EXISTS (SELECT FROM sessions s WHERE s.series_id = series.id AND (app.plans(s.id) OR app.guides_office_session(s.id))));
--> statement-breakpoint
-- Whoever left before a session was cancelled stays out of it.
CREATE OR REPLACE FUNCTION app.in_session(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM session_people p WHERE p.session_id = wanted AND p.person_id = app.viewer()
    AND (p.released_at IS NULL OR EXISTS (SELECT FROM sessions s WHERE s.id = wanted AND s.cancelled_at <= p.released_at)))
$$;
--> statement-breakpoint
-- Waiting can always be given up, also after a pairing has ended.
ALTER POLICY app_own ON waiting WITH CHECK (person_id = (SELECT app.viewer())
  AND (ended_at IS NOT NULL OR (guide_id IS NOT NULL AND (SELECT app.may_plan_with(waiting.guide_id))) OR (SELECT app.offers_seat(waiting.session_id))));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.somebody_waits(wanted_form text, guide uuid, session uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT (app.may_meet(guide) OR app.offers_seat(session) OR app.in_session(session)) AND EXISTS (SELECT FROM waiting w WHERE w.ended_at IS NULL AND w.person_id <> app.viewer()
    AND ((w.form = wanted_form AND w.guide_id = guide) OR w.session_id = session))
$$;
--> statement-breakpoint
-- A secretary keeps the hours of supervisors as supervisors; what somebody does in other roles is hers.
CREATE FUNCTION app.keeps_form_of(person uuid, wanted_form text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.keeps_hours_of(person) AND (person = app.viewer() OR wanted_form IN ('every', 'check-in', 'learning-talk'))
$$;
--> statement-breakpoint
ALTER POLICY app_add ON weekly_hours WITH CHECK ((SELECT app.keeps_form_of(weekly_hours.person_id, weekly_hours.form)));
--> statement-breakpoint
ALTER POLICY app_remove ON weekly_hours USING ((SELECT app.keeps_form_of(weekly_hours.person_id, weekly_hours.form)));
--> statement-breakpoint
ALTER POLICY app_add ON meeting_rules WITH CHECK ((SELECT app.keeps_form_of(meeting_rules.person_id, meeting_rules.form)));
--> statement-breakpoint
ALTER POLICY app_remove ON meeting_rules USING ((SELECT app.keeps_form_of(meeting_rules.person_id, meeting_rules.form)));
--> statement-breakpoint
-- Retention, whole: also whoever waited, questions that came to nothing, and pairings that ended. Of learning therapy the resident keeps her counter.
CREATE OR REPLACE FUNCTION app.forget_confidential(before timestamptz) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  old uuid[];
  past uuid[];
BEGIN
  IF session_user <> 'klankbord_worker' THEN
    RETURN 0;
  END IF;
  SELECT coalesce(array_agg(id), '{}') INTO old FROM sessions WHERE form = 'psychologist-session' AND ends_at < before;
  SELECT coalesce(array_agg(id), '{}') INTO past FROM pairings WHERE kind = 'psychologist'
    AND ((accepted_at IS NULL AND coalesce(ended_at, declined_at, asked_at) < before) OR until_on < (before AT TIME ZONE 'Europe/Amsterdam')::date);
  DELETE FROM waiting WHERE session_id = ANY (old) OR offered_session_id = ANY (old)
    OR (form IN ('psychologist-session', 'learning-therapy') AND coalesce(ended_at, asked_at) < before);
  DELETE FROM outbox WHERE data ->> 'sessionId' = ANY (SELECT unnest(old)::text) OR data ->> 'pairingId' = ANY (SELECT unnest(past)::text);
  UPDATE audit SET subject_id = NULL, about = '{}' WHERE subject_id = ANY (old || past);
  DELETE FROM session_people WHERE session_id = ANY (old);
  DELETE FROM sessions WHERE id = ANY (old);
  DELETE FROM pairings WHERE id = ANY (past);
  RETURN cardinality(old);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.guard_outcome(), app.guard_seat_change(), app.keeps_form_of(uuid, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.keeps_form_of(uuid, text) TO klankbord_app;
