-- Row 8: what a code in a roster file means is a matter of the secretaries of that department, who read the files.
ALTER TABLE shift_codes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE shift_codes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON shift_codes FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON shift_codes FOR SELECT TO klankbord_app
  USING (department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[]));
--> statement-breakpoint
CREATE POLICY app_add ON shift_codes FOR INSERT TO klankbord_app
  WITH CHECK (department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[]) AND changed_by_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_change ON shift_codes FOR UPDATE TO klankbord_app
  USING (department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[]))
  WITH CHECK (department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[]) AND changed_by_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_remove ON shift_codes FOR DELETE TO klankbord_app
  USING (department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[]));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON shift_codes TO klankbord_app;
--> statement-breakpoint
GRANT UPDATE (code, kind, changed_by_id, changed_at) ON shift_codes TO klankbord_app;
