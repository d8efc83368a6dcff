-- The picker puts the people who tell the demo's story first: they have the lowest staff numbers.
DROP FUNCTION app.demo_people();
--> statement-breakpoint
CREATE FUNCTION app.demo_people() RETURNS TABLE (id uuid, staff_number text, given_name text, family_name text, role text, department text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.id, p.staff_number, p.given_name, p.family_name, r.role, d.name FROM people p
  JOIN roles r ON r.person_id = p.id LEFT JOIN departments d ON d.id = r.department_id
  WHERE app.is_demo() AND p.closed_at IS NULL AND r.from_on <= app.today() AND (r.until_on IS NULL OR app.today() < r.until_on)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.demo_people() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.demo_people() TO klankbord_app;
