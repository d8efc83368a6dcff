-- As before; and a guide who moves what she guides is asked about herself: whether she may guide it on the new date.
CREATE OR REPLACE FUNCTION app.guides_for(wanted_form text, department uuid, wanted_on date) RETURNS TABLE (person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT r.person_id FROM roles r JOIN people p ON p.id = r.person_id
  WHERE (app.plans_form(wanted_form, department) OR r.person_id = app.viewer())
    AND p.closed_at IS NULL AND r.from_on <= wanted_on AND (r.until_on IS NULL OR wanted_on < r.until_on)
    AND CASE wanted_form
      WHEN 'intervision' THEN r.role IN ('psychologist', 'mentor')
      WHEN 'supervision-group' THEN r.role IN ('supervisor', 'mentor', 'psychologist') AND EXISTS (SELECT FROM qualifications q
        WHERE q.person_id = r.person_id AND q.kind IN ('NHG', 'LVSC') AND (q.expires_on IS NULL OR q.expires_on > wanted_on))
      WHEN 'student-teaching' THEN r.role IN ('coordinator', 'supervisor', 'mentor')
      WHEN 'shadow-day' THEN r.role = 'nurse' AND r.department_id = department
      WHEN 'feedback-moment' THEN r.role = 'nurse' AND r.department_id = department
      ELSE false END
$$;
--> statement-breakpoint
-- Whether she supervises somebody she knows from her own pairings; of another guide only an office asks.
CREATE OR REPLACE FUNCTION app.is_in_line(guide uuid, residents uuid[], wanted_on date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT (app.plans_groups() OR guide = app.viewer()) AND EXISTS (SELECT FROM pairings p WHERE p.kind = 'supervisor' AND p.guide_id = guide AND p.resident_id = ANY (residents)
    AND p.accepted_at IS NOT NULL AND (p.until_on IS NULL OR wanted_on < p.until_on))
$$;
