-- A resident's own counters (matrix rows 11 and 26): nobody else reads any of them, whatever the role, and no worker does.
ALTER TABLE counter_corrections ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE counter_corrections FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON counter_corrections FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON counter_corrections FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_add ON counter_corrections FOR INSERT TO klankbord_app
  WITH CHECK (person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')));
--> statement-breakpoint
CREATE POLICY app_change ON counter_corrections FOR UPDATE TO klankbord_app
  USING (person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')))
  WITH CHECK (person_id = (SELECT app.viewer()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (added) ON counter_corrections TO klankbord_app;
--> statement-breakpoint
ALTER TABLE brought_counts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE brought_counts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON brought_counts FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON brought_counts FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_add ON brought_counts FOR INSERT TO klankbord_app
  WITH CHECK (person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')));
--> statement-breakpoint
CREATE POLICY app_change ON brought_counts FOR UPDATE TO klankbord_app
  USING (person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')))
  WITH CHECK (person_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_remove ON brought_counts FOR DELETE TO klankbord_app
  USING (person_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE (hospital, held, added, counted_at, file_id) ON brought_counts TO klankbord_app;
--> statement-breakpoint
-- Of this hospital everybody may know what its files say; the education office gives it its name. There is one, and it stays.
ALTER TABLE hospital ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE hospital FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON hospital FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON hospital FOR SELECT TO klankbord_app USING ((SELECT app.viewer()) IS NOT NULL);
--> statement-breakpoint
CREATE POLICY app_change ON hospital FOR UPDATE TO klankbord_app USING ((SELECT app.holds('coordinator')));
--> statement-breakpoint
GRANT SELECT, UPDATE (name) ON hospital TO klankbord_app;
--> statement-breakpoint
INSERT INTO hospital DEFAULT VALUES;
--> statement-breakpoint
-- Whose files count: the education office says so, and a resident's file is held against it. What was removed stays, as a record.
ALTER TABLE trusted_hospitals ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE trusted_hospitals FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON trusted_hospitals FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON trusted_hospitals FOR SELECT TO klankbord_app
  USING ((SELECT app.holds('coordinator')) OR (removed_at IS NULL AND (SELECT app.holds('resident'))));
--> statement-breakpoint
CREATE POLICY app_add ON trusted_hospitals FOR INSERT TO klankbord_app
  WITH CHECK ((SELECT app.holds('coordinator')) AND added_by_id = (SELECT app.viewer()) AND removed_at IS NULL AND removed_by_id IS NULL);
--> statement-breakpoint
CREATE POLICY app_change ON trusted_hospitals FOR UPDATE TO klankbord_app
  USING ((SELECT app.holds('coordinator')) AND removed_at IS NULL)
  WITH CHECK ((SELECT app.holds('coordinator')) AND removed_by_id = (SELECT app.viewer()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (removed_at, removed_by_id) ON trusted_hospitals TO klankbord_app;
