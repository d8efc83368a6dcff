-- A time that is kept after a move is nobody's session: neither of the two, nor an office, ever reads it. The worker offers it.
CREATE POLICY unseen ON sessions AS RESTRICTIVE FOR SELECT TO klankbord_app USING (left_by_id IS NULL);
--> statement-breakpoint
-- It is there only as long as it is over already: never a session that somebody could come to.
ALTER TABLE sessions ADD CONSTRAINT sessions_left CHECK (left_by_id IS NULL OR (cancelled_at IS NOT NULL AND department_id IS NULL AND held_at IS NULL AND missed_at IS NULL));
--> statement-breakpoint
-- As before; and where somebody waits for this guide her time is kept for the first in line, unless she ended the pairing herself.
CREATE OR REPLACE FUNCTION app.cancel_sessions_of_pairing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  ended record;
  is_kept boolean;
BEGIN
  FOR ended IN
    UPDATE sessions s SET cancelled_at = now(), cancelled_by_id = NEW.ended_by_id, sequence = s.sequence + 1
    WHERE s.form = ANY (app.forms_of_pairing(NEW.kind)) AND s.department_id IS NULL
      AND s.cancelled_at IS NULL AND s.starts_at > now() AND s.starts_at >= (NEW.until_on::timestamp AT TIME ZONE 'Europe/Amsterdam')
      AND EXISTS (SELECT FROM session_people p WHERE p.session_id = s.id AND p.person_id = NEW.resident_id AND p.part = 'resident')
      AND EXISTS (SELECT FROM session_people p WHERE p.session_id = s.id AND p.person_id = NEW.guide_id AND p.part = 'guide')
    RETURNING s.id, s.form, s.sequence
  LOOP
    is_kept := NEW.ended_by_id IS DISTINCT FROM NEW.guide_id AND EXISTS (SELECT FROM waiting w
      WHERE w.ended_at IS NULL AND w.person_id <> NEW.resident_id AND w.form = ended.form
        AND (w.guide_id = NEW.guide_id OR (w.guide_id IS NULL AND w.session_id IS NULL AND app.in_pool(NEW.guide_id))));
    UPDATE session_people SET released_at = now()
      WHERE session_id = ended.id AND released_at IS NULL AND NOT (is_kept AND person_id = NEW.guide_id);
    UPDATE session_people SET answer_by = now() + interval '10 minutes', accepted_at = NULL
      WHERE session_id = ended.id AND released_at IS NULL AND is_kept;
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
