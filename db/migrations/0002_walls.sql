-- The second wall. Everything below must refuse on its own, whatever the application asks.
-- The application connects as klankbord_app, the worker as klankbord_worker; neither owns anything.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'klankbord_app') THEN
    CREATE ROLE klankbord_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'klankbord_worker') THEN
    CREATE ROLE klankbord_worker NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
CREATE SCHEMA app;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, app TO klankbord_app, klankbord_worker;
--> statement-breakpoint

-- Who is asking. Empty outside a viewer's transaction, for an unknown id, and for a closed account.
CREATE FUNCTION app.viewer() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT id FROM people WHERE id = nullif(current_setting('app.person_id', true), '')::uuid AND closed_at IS NULL
$$;
--> statement-breakpoint
CREATE FUNCTION app.today() RETURNS date LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT (now() AT TIME ZONE 'Europe/Amsterdam')::date
$$;
--> statement-breakpoint
-- Does the viewer hold one of these roles today, anywhere?
CREATE FUNCTION app.holds(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM roles WHERE person_id = app.viewer() AND role = ANY (wanted)
    AND from_on <= app.today() AND (until_on IS NULL OR app.today() < until_on))
$$;
--> statement-breakpoint
-- The departments for which the viewer holds one of these roles today.
CREATE FUNCTION app.my_departments(VARIADIC wanted text[]) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(DISTINCT department_id), '{}') FROM roles WHERE person_id = app.viewer() AND role = ANY (wanted)
    AND department_id IS NOT NULL AND from_on <= app.today() AND (until_on IS NULL OR app.today() < until_on)
$$;
--> statement-breakpoint
-- Everybody who holds a role today in one of the departments.
CREATE FUNCTION app.people_in(departments uuid[], VARIADIC wanted text[] DEFAULT '{}') RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(DISTINCT person_id), '{}') FROM roles WHERE department_id = ANY (departments)
    AND (cardinality(wanted) = 0 OR role = ANY (wanted))
    AND from_on <= app.today() AND (until_on IS NULL OR app.today() < until_on)
$$;
--> statement-breakpoint
-- The residents of the departments, those who start later too: a secretary plans ahead.
CREATE FUNCTION app.residents_of(departments uuid[]) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(DISTINCT person_id), '{}') FROM roles WHERE department_id = ANY (departments)
    AND role = 'resident' AND (until_on IS NULL OR app.today() < until_on)
$$;
--> statement-breakpoint
-- Residents of whom the viewer is this kind of guide today.
CREATE FUNCTION app.my_residents(wanted text) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(array_agg(DISTINCT resident_id), '{}') FROM pairings WHERE guide_id = app.viewer() AND kind = wanted
    AND accepted_at IS NOT NULL AND from_on <= app.today() AND (until_on IS NULL OR app.today() < until_on)
$$;
--> statement-breakpoint
-- Is there, today or still to come, a pairing of the viewer with this person, in either direction?
CREATE FUNCTION app.is_paired(other uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM pairings WHERE accepted_at IS NOT NULL AND (until_on IS NULL OR app.today() < until_on)
    AND ((resident_id = app.viewer() AND guide_id = other) OR (guide_id = app.viewer() AND resident_id = other)))
$$;
--> statement-breakpoint
CREATE FUNCTION app.in_session(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM session_people WHERE session_id = wanted AND person_id = app.viewer())
$$;
--> statement-breakpoint
CREATE FUNCTION app.booked(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM sessions WHERE id = wanted AND booked_by_id = app.viewer())
$$;
--> statement-breakpoint

-- "Bezet": when somebody cannot, and nothing else. Rounded out to the quarter hour, one shape for every form.
CREATE FUNCTION app.busy_blocks(persons uuid[], from_at timestamptz, until_at timestamptz)
RETURNS TABLE (person_id uuid, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.person_id,
    date_bin('15 minutes', lower(p.during), 'epoch'),
    date_bin('15 minutes', upper(p.during) + interval '15 minutes' - interval '1 microsecond', 'epoch')
  FROM session_people p
  WHERE p.person_id = ANY (persons) AND p.released_at IS NULL AND p.during && tstzrange(from_at, until_at)
    AND (p.person_id = app.viewer() OR app.is_paired(p.person_id))
$$;
--> statement-breakpoint
-- The roster of somebody with whom the viewer is paired, for planning only: the times and the kind that decides about rest.
-- The screens of the viewer never show whose night or leave it was; leave keeps its name here because the engine asks it.
CREATE FUNCTION app.planning_shifts(persons uuid[], from_at timestamptz, until_at timestamptz)
RETURNS TABLE (person_id uuid, starts_at timestamptz, ends_at timestamptz, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.person_id, s.starts_at, s.ends_at, s.kind FROM shifts s
  WHERE s.person_id = ANY (persons) AND s.ends_at > from_at AND s.starts_at < until_at
    AND (s.person_id = app.viewer() OR app.is_paired(s.person_id))
$$;
--> statement-breakpoint
-- How many more residents a mentor has room for: a number, never who the others are.
CREATE FUNCTION app.mentor_room(mentor uuid) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT CASE WHEN app.viewer() IS NULL THEN 0 ELSE coalesce((SELECT places FROM mentor_places WHERE person_id = mentor), 0) -
    (SELECT count(*)::integer FROM pairings WHERE guide_id = mentor AND kind = 'mentor' AND declined_at IS NULL
      AND (until_on IS NULL OR app.today() < until_on) AND (accepted_at IS NOT NULL OR asked_at IS NOT NULL) AND ended_at IS NULL) END
$$;
--> statement-breakpoint
-- Who supervised a resident since a day: what independence of a mentor is checked against.
CREATE FUNCTION app.first_line_guides(resident uuid, since date) RETURNS TABLE (guide_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT p.guide_id FROM pairings p
  WHERE p.resident_id = resident AND p.kind = 'supervisor' AND p.accepted_at IS NOT NULL AND (p.until_on IS NULL OR p.until_on > since)
    AND (app.viewer() = resident OR app.holds('coordinator'))
$$;
--> statement-breakpoint

-- Signing in happens before there is a viewer. These four are the whole of what an unknown browser may ask.
CREATE FUNCTION app.person_with_email(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.person_id FROM contacts c JOIN people p ON p.id = c.person_id WHERE lower(c.email) = lower(wanted) AND p.closed_at IS NULL
$$;
--> statement-breakpoint
CREATE FUNCTION app.person_with_identity(wanted_issuer text, wanted_subject text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT i.person_id FROM identities i JOIN people p ON p.id = i.person_id
  WHERE i.issuer = wanted_issuer AND i.subject = wanted_subject AND p.closed_at IS NULL
$$;
--> statement-breakpoint
-- Links an identity once: a person who has one at this issuer keeps it, and a subject never moves to somebody else.
CREATE FUNCTION app.link_identity(wanted_issuer text, wanted_subject text, person uuid) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH linked AS (INSERT INTO identities (issuer, subject, person_id) VALUES (wanted_issuer, wanted_subject, person) ON CONFLICT DO NOTHING RETURNING 1),
  noted AS (INSERT INTO audit (actor_id, action, about) SELECT person, 'identity.link', ARRAY[person] FROM linked RETURNING 1)
  SELECT EXISTS (SELECT FROM linked) AND EXISTS (SELECT FROM noted)
$$;
--> statement-breakpoint
CREATE FUNCTION app.open_sign_in(person uuid, how text, from_device text, valid_until timestamptz) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH opened AS (INSERT INTO sign_ins (person_id, method, device, expires_at)
    SELECT id, how, from_device, valid_until FROM people WHERE id = person AND closed_at IS NULL RETURNING id),
  noted AS (INSERT INTO audit (actor_id, action, subject_id, about) SELECT person, 'sign-in.open', id, ARRAY[person] FROM opened RETURNING 1)
  SELECT id FROM opened WHERE EXISTS (SELECT FROM noted)
$$;
--> statement-breakpoint
CREATE FUNCTION app.person_signed_in(sign_in uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.person_id FROM sign_ins s JOIN people p ON p.id = s.person_id
  WHERE s.id = sign_in AND s.ended_at IS NULL AND s.expires_at > now() AND p.closed_at IS NULL
$$;
--> statement-breakpoint
CREATE FUNCTION app.keep_sign_in_link(hash text, to_email text, valid_until timestamptz) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM sign_in_links WHERE expires_at < now() - interval '1 day';
  INSERT INTO sign_in_links (token_hash, email, expires_at) VALUES (hash, to_email, valid_until);
$$;
--> statement-breakpoint
CREATE FUNCTION app.use_sign_in_link(hash text, to_email text) RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM sign_in_links WHERE token_hash = hash AND lower(email) = lower(to_email) RETURNING expires_at
$$;
--> statement-breakpoint
-- Demo mode only: whom the picker shows. Empty unless this database was created by demo mode.
CREATE FUNCTION app.is_demo() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM installation WHERE created_demo_at IS NOT NULL)
$$;
--> statement-breakpoint
CREATE FUNCTION app.demo_people() RETURNS TABLE (id uuid, given_name text, family_name text, role text, department text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.id, p.given_name, p.family_name, r.role, d.name, c.email FROM people p JOIN contacts c ON c.person_id = p.id
  JOIN roles r ON r.person_id = p.id LEFT JOIN departments d ON d.id = r.department_id
  WHERE app.is_demo() AND p.closed_at IS NULL AND r.from_on <= app.today() AND (r.until_on IS NULL OR app.today() < r.until_on)
$$;
--> statement-breakpoint
-- The technical log for the admin: who, what kind, when; never about whom.
CREATE FUNCTION app.technical_audit(before_id bigint, most integer) RETURNS TABLE (id bigint, at timestamptz, actor_id uuid, action text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.id, a.at, a.actor_id, a.action FROM audit a WHERE app.holds('admin') AND (before_id IS NULL OR a.id < before_id)
  ORDER BY a.id DESC LIMIT least(most, 200)
$$;
--> statement-breakpoint
-- Whoever signs must be the one who asks: a signature column can only be set to the viewer by the application.
CREATE FUNCTION app.guard_signatures() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  signature text;
  before jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}'::jsonb END;
  after jsonb := to_jsonb(NEW);
BEGIN
  IF current_user = 'klankbord_app' THEN
    FOREACH signature IN ARRAY TG_ARGV LOOP
      IF after ->> signature IS DISTINCT FROM before ->> signature AND after ->> signature IS NOT NULL
        AND after ->> signature <> app.viewer()::text THEN
        RAISE EXCEPTION 'only the viewer can sign %', signature USING ERRCODE = 'insufficient_privilege';
      END IF;
    END LOOP;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pairings_signatures BEFORE INSERT OR UPDATE ON pairings FOR EACH ROW
  EXECUTE FUNCTION app.guard_signatures('proposed_by_id', 'asked_by_id', 'accepted_by_id', 'declined_by_id', 'ended_by_id');
--> statement-breakpoint
CREATE TRIGGER sessions_signatures BEFORE INSERT OR UPDATE ON sessions FOR EACH ROW
  EXECUTE FUNCTION app.guard_signatures('booked_by_id', 'moved_by_id', 'cancelled_by_id');
--> statement-breakpoint
CREATE TRIGGER people_signatures BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('closed_by_id');
--> statement-breakpoint
CREATE TRIGGER sign_ins_signatures BEFORE INSERT OR UPDATE ON sign_ins FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('ended_by_id');
--> statement-breakpoint
-- Two parties, their day and the outcome of a check-in never change afterwards; nor do those of a pairing.
CREATE FUNCTION app.guard_parties() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  fixed text;
BEGIN
  IF current_user = 'klankbord_app' THEN
    FOREACH fixed IN ARRAY TG_ARGV LOOP
      IF to_jsonb(NEW) ->> fixed IS DISTINCT FROM to_jsonb(OLD) ->> fixed THEN
        RAISE EXCEPTION '% cannot change', fixed USING ERRCODE = 'insufficient_privilege';
      END IF;
    END LOOP;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pairings_parties BEFORE UPDATE ON pairings FOR EACH ROW EXECUTE FUNCTION app.guard_parties('kind', 'resident_id', 'guide_id');
--> statement-breakpoint
CREATE TRIGGER check_ins_parties BEFORE UPDATE ON check_ins FOR EACH ROW EXECUTE FUNCTION app.guard_parties('resident_id', 'supervisor_id', 'outcome', 'happened_on');
--> statement-breakpoint
CREATE TRIGGER promises_parties BEFORE UPDATE ON promises FOR EACH ROW EXECUTE FUNCTION app.guard_parties('check_in_id', 'owner_id', 'text');
--> statement-breakpoint
CREATE TRIGGER sessions_parties BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION app.guard_parties('form', 'booked_by_id');
--> statement-breakpoint
CREATE TRIGGER session_people_parties BEFORE UPDATE ON session_people FOR EACH ROW EXECUTE FUNCTION app.guard_parties('session_id', 'person_id', 'part');
--> statement-breakpoint

-- Row security on every table, also for the owner; the owner's own policy lets migrations, the seed and the functions above work.
DO $$
DECLARE
  t text;
BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON public.%I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint

-- departments (directory)
CREATE POLICY app_read ON departments FOR SELECT TO klankbord_app USING ((SELECT app.viewer()) IS NOT NULL);
--> statement-breakpoint
CREATE POLICY app_add ON departments FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_change ON departments FOR UPDATE TO klankbord_app USING ((SELECT app.holds('coordinator', 'admin'))) WITH CHECK ((SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint

-- people, roles (matrix rows 2 and 29): nurses and students see their own departments only
CREATE POLICY app_read ON people FOR SELECT TO klankbord_app USING (id = (SELECT app.viewer())
  OR (SELECT app.holds('resident', 'supervisor', 'mentor', 'psychologist', 'secretary', 'coordinator', 'admin'))
  OR id = ANY ((SELECT app.people_in(app.my_departments('nurse', 'student')))::uuid[]));
--> statement-breakpoint
CREATE POLICY app_add ON people FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_change ON people FOR UPDATE TO klankbord_app USING ((SELECT app.holds('coordinator', 'admin')) AND id <> (SELECT app.viewer()))
  WITH CHECK ((SELECT app.holds('coordinator', 'admin')) AND id <> (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_read ON roles FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer())
  OR (SELECT app.holds('resident', 'supervisor', 'mentor', 'psychologist', 'secretary', 'coordinator', 'admin'))
  OR person_id = ANY ((SELECT app.people_in(app.my_departments('nurse', 'student')))::uuid[]));
--> statement-breakpoint
CREATE POLICY app_add ON roles FOR INSERT TO klankbord_app WITH CHECK (person_id <> (SELECT app.viewer())
  AND ((SELECT app.holds('admin')) OR ((SELECT app.holds('coordinator')) AND role <> 'admin')));
--> statement-breakpoint
CREATE POLICY app_change ON roles FOR UPDATE TO klankbord_app USING (person_id <> (SELECT app.viewer())
  AND ((SELECT app.holds('admin')) OR ((SELECT app.holds('coordinator')) AND role <> 'admin')))
  WITH CHECK (person_id <> (SELECT app.viewer()) AND ((SELECT app.holds('admin')) OR ((SELECT app.holds('coordinator')) AND role <> 'admin')));
--> statement-breakpoint

-- contacts (row 1), residencies, mentor places, qualifications
CREATE POLICY app_read ON contacts FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_add ON contacts FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_change ON contacts FOR UPDATE TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.holds('coordinator', 'admin')))
  WITH CHECK (person_id = (SELECT app.viewer()) OR (SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_read ON residencies FOR SELECT TO klankbord_app USING ((SELECT app.holds('coordinator', 'admin'))
  OR EXISTS (SELECT FROM roles r WHERE r.id = role_id AND (r.person_id = (SELECT app.viewer())
    OR r.person_id = ANY ((SELECT app.my_residents('supervisor'))::uuid[])
    OR r.department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY app_add ON residencies FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_change ON residencies FOR UPDATE TO klankbord_app USING ((SELECT app.holds('coordinator', 'admin'))
    AND NOT EXISTS (SELECT FROM roles r WHERE r.id = role_id AND r.person_id = (SELECT app.viewer())))
  WITH CHECK ((SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_read ON mentor_places FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.holds('coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_add ON mentor_places FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.holds('coordinator')) OR person_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_change ON mentor_places FOR UPDATE TO klankbord_app USING ((SELECT app.holds('coordinator')) OR person_id = (SELECT app.viewer()))
  WITH CHECK ((SELECT app.holds('coordinator')) OR person_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_read ON qualifications FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.holds('secretary', 'coordinator', 'admin')));
--> statement-breakpoint
CREATE POLICY app_add ON qualifications FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.holds('coordinator', 'admin')) AND person_id <> (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_change ON qualifications FOR UPDATE TO klankbord_app USING ((SELECT app.holds('coordinator', 'admin')) AND person_id <> (SELECT app.viewer()))
  WITH CHECK ((SELECT app.holds('coordinator', 'admin')) AND person_id <> (SELECT app.viewer()));
--> statement-breakpoint

-- identities, sign-ins
CREATE POLICY app_read ON identities FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_read ON sign_ins FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.holds('admin')));
--> statement-breakpoint
CREATE POLICY app_change ON sign_ins FOR UPDATE TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.holds('admin')))
  WITH CHECK (person_id = (SELECT app.viewer()) OR (SELECT app.holds('admin')));
--> statement-breakpoint

-- audit: anybody adds what she did herself; everybody reads what was done about herself
CREATE POLICY app_add ON audit FOR INSERT TO klankbord_app WITH CHECK (actor_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_read ON audit FOR SELECT TO klankbord_app USING ((SELECT app.viewer()) = ANY (about));
--> statement-breakpoint
CREATE POLICY worker_add ON audit FOR INSERT TO klankbord_worker WITH CHECK (actor_id IS NULL);
--> statement-breakpoint
CREATE POLICY app_add ON outbox FOR INSERT TO klankbord_app WITH CHECK (created_by_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_read ON outbox FOR SELECT TO klankbord_app USING ((SELECT app.holds('admin'))
  OR (created_by_id = (SELECT app.viewer()) AND (SELECT app.holds('secretary', 'coordinator'))));
--> statement-breakpoint
CREATE POLICY app_read ON worker_beats FOR SELECT TO klankbord_app USING (true);
--> statement-breakpoint
CREATE POLICY app_own ON imports FOR ALL TO klankbord_app USING (made_by_id = (SELECT app.viewer()))
  WITH CHECK (made_by_id = (SELECT app.viewer()) AND ((kind = 'people' AND (SELECT app.holds('coordinator'))) OR (kind = 'roster' AND (SELECT app.holds('secretary')))));
--> statement-breakpoint

-- pairings (rows 3, 4, 5)
CREATE POLICY app_read ON pairings FOR SELECT TO klankbord_app USING (resident_id = (SELECT app.viewer()) OR guide_id = (SELECT app.viewer())
  OR (kind IN ('supervisor', 'mentor') AND (SELECT app.holds('coordinator')))
  OR (kind = 'supervisor' AND resident_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[])));
--> statement-breakpoint
CREATE POLICY app_add ON pairings FOR INSERT TO klankbord_app WITH CHECK (
  (kind = 'supervisor' AND resident_id <> (SELECT app.viewer()) AND ((SELECT app.holds('coordinator'))
    OR resident_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[])))
  OR (kind = 'mentor' AND accepted_at IS NULL AND (resident_id = (SELECT app.viewer()) OR (SELECT app.holds('coordinator'))))
  OR (kind = 'psychologist' AND accepted_at IS NULL AND resident_id = (SELECT app.viewer())));
--> statement-breakpoint
CREATE POLICY app_change ON pairings FOR UPDATE TO klankbord_app USING (
  (kind = 'supervisor' AND resident_id <> (SELECT app.viewer()) AND ((SELECT app.holds('coordinator'))
    OR resident_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[])))
  OR (kind = 'mentor' AND (resident_id = (SELECT app.viewer()) OR guide_id = (SELECT app.viewer()) OR (SELECT app.holds('coordinator'))))
  OR (kind = 'psychologist' AND (resident_id = (SELECT app.viewer()) OR guide_id = (SELECT app.viewer()))));
--> statement-breakpoint

-- shifts (row 8)
CREATE POLICY app_read ON shifts FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer())
  OR (SELECT app.holds('coordinator'))
  OR person_id = ANY ((SELECT app.people_in(app.my_departments('secretary')))::uuid[])
  OR person_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[])
  OR (kind <> 'leave' AND person_id = ANY ((SELECT app.residents_of(app.my_departments('supervisor', 'nurse')))::uuid[])));
--> statement-breakpoint
CREATE POLICY app_add ON shifts FOR INSERT TO klankbord_app WITH CHECK (person_id = ANY ((SELECT app.people_in(app.my_departments('secretary')))::uuid[])
  OR person_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[]));
--> statement-breakpoint
CREATE POLICY app_change ON shifts FOR UPDATE TO klankbord_app USING (person_id = ANY ((SELECT app.people_in(app.my_departments('secretary')))::uuid[])
    OR person_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[]))
  WITH CHECK (person_id = ANY ((SELECT app.people_in(app.my_departments('secretary')))::uuid[])
    OR person_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[]));
--> statement-breakpoint

-- weekly hours (rows 6 and 7)
CREATE POLICY app_read ON weekly_hours FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer())
  OR (SELECT app.holds('resident', 'coordinator')) OR (SELECT app.is_paired(weekly_hours.person_id)));
--> statement-breakpoint
CREATE POLICY app_add ON weekly_hours FOR INSERT TO klankbord_app WITH CHECK (person_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_remove ON weekly_hours FOR DELETE TO klankbord_app USING (person_id = (SELECT app.viewer()));
--> statement-breakpoint

-- sessions (rows 9, 10, 11): the people in it, and whoever books it while it is being written
CREATE POLICY app_read ON sessions FOR SELECT TO klankbord_app USING ((SELECT app.in_session(sessions.id)));
--> statement-breakpoint
CREATE POLICY app_add ON sessions FOR INSERT TO klankbord_app WITH CHECK (booked_by_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_change ON sessions FOR UPDATE TO klankbord_app USING ((SELECT app.in_session(sessions.id)));
--> statement-breakpoint
CREATE POLICY app_read ON session_people FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.in_session(session_people.session_id)));
--> statement-breakpoint
CREATE POLICY app_add ON session_people FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.booked(session_people.session_id))
  AND (person_id = (SELECT app.viewer()) OR (SELECT app.is_paired(session_people.person_id))));
--> statement-breakpoint
CREATE POLICY app_change ON session_people FOR UPDATE TO klankbord_app USING ((SELECT app.in_session(session_people.session_id)));
--> statement-breakpoint

-- check-ins and promises (rows 19, 21, 22): by authorship, never by pairing
CREATE POLICY app_read ON check_ins FOR SELECT TO klankbord_app USING (resident_id = (SELECT app.viewer()) OR supervisor_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_add ON check_ins FOR INSERT TO klankbord_app WITH CHECK (supervisor_id = (SELECT app.viewer())
  AND resident_id = ANY ((SELECT app.my_residents('supervisor'))::uuid[]));
--> statement-breakpoint
CREATE POLICY app_change ON check_ins FOR UPDATE TO klankbord_app USING (supervisor_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_read ON promises FOR SELECT TO klankbord_app USING (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id
  AND (c.resident_id = (SELECT app.viewer()) OR c.supervisor_id = (SELECT app.viewer()))));
--> statement-breakpoint
CREATE POLICY app_add ON promises FOR INSERT TO klankbord_app WITH CHECK (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id
  AND c.supervisor_id = (SELECT app.viewer()) AND owner_id IN (c.resident_id, c.supervisor_id)));
--> statement-breakpoint
CREATE POLICY app_change ON promises FOR UPDATE TO klankbord_app USING (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id
  AND (c.resident_id = (SELECT app.viewer()) OR c.supervisor_id = (SELECT app.viewer()))));
--> statement-breakpoint
CREATE POLICY app_remove ON promises FOR DELETE TO klankbord_app USING (EXISTS (SELECT FROM check_ins c WHERE c.id = check_in_id AND c.supervisor_id = (SELECT app.viewer())));
--> statement-breakpoint
CREATE POLICY app_read ON coverage FOR SELECT TO klankbord_app USING (resident_id = (SELECT app.viewer())
  OR resident_id = ANY ((SELECT app.my_residents('supervisor'))::uuid[])
  OR resident_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[]));
--> statement-breakpoint

-- What each may do at all, before any row is asked.
GRANT SELECT ON departments, people, contacts, roles, residencies, mentor_places, qualifications, identities, sign_ins, audit, worker_beats, imports,
  pairings, shifts, weekly_hours, sessions, session_people, check_ins, promises, coverage TO klankbord_app;
--> statement-breakpoint
GRANT SELECT (id, kind, recipient_id, created_by_id, created_at, due_at, attempts, sent_at, dropped_at) ON outbox TO klankbord_app;
--> statement-breakpoint
GRANT INSERT ON departments, people, contacts, roles, residencies, mentor_places, qualifications, audit, outbox, imports, pairings, shifts, weekly_hours,
  sessions, session_people, check_ins, promises TO klankbord_app;
--> statement-breakpoint
GRANT UPDATE ON departments, people, contacts, roles, residencies, mentor_places, qualifications, sign_ins, imports, pairings, shifts,
  sessions, session_people, check_ins, promises TO klankbord_app;
--> statement-breakpoint
GRANT DELETE ON weekly_hours, imports, promises TO klankbord_app;
--> statement-breakpoint
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO klankbord_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.today() TO klankbord_worker;
--> statement-breakpoint

-- The worker sends messages and runs the nightly checks. It reads what a message needs, and writes what it did; no check-in, no audit.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['people', 'contacts', 'roles', 'departments', 'sessions', 'session_people', 'outbox', 'worker_beats', 'pairings', 'coverage', 'imports'] LOOP
    EXECUTE format('CREATE POLICY worker ON public.%I FOR ALL TO klankbord_worker USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT ON people, contacts, roles, departments, sessions, session_people, outbox, worker_beats, pairings, coverage TO klankbord_worker;
--> statement-breakpoint
GRANT SELECT (id, made_at), DELETE ON imports TO klankbord_worker;
--> statement-breakpoint
GRANT UPDATE, INSERT ON outbox, worker_beats TO klankbord_worker;
--> statement-breakpoint
GRANT UPDATE (conflict, conflict_found_at) ON pairings TO klankbord_worker;
--> statement-breakpoint
GRANT INSERT ON audit TO klankbord_worker;
--> statement-breakpoint
-- PUBLIC needs execute on trigger functions through the tables only; readiness needs to see which migrations ran.
CREATE FUNCTION app.migrations_done() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT count(*) FROM drizzle.__drizzle_migrations
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.migrations_done() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.migrations_done() TO klankbord_app, klankbord_worker;
