-- Row 8, X: a secretary takes a shift of her people out of the roster; an import never does.
CREATE POLICY app_remove ON shifts FOR DELETE TO klankbord_app USING (person_id = ANY ((SELECT app.people_in(app.my_departments('secretary')))::uuid[])
  OR person_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[]));
--> statement-breakpoint
GRANT DELETE ON shifts TO klankbord_app;
