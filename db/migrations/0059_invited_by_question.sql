-- As before; and a question that was moved overrules the time in her calendar: it was an invitation too.
CREATE OR REPLACE FUNCTION app.was_invited(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM outbox o WHERE o.recipient_id = app.viewer() AND o.sent_at IS NOT NULL
    AND (o.kind IN ('session.booked', 'session.moved', 'session.changed', 'session.confirmed', 'session.anyway', 'session.seat')
      OR (o.kind = 'session.asked' AND o.data ? 'wasAt'))
    AND (o.data ->> 'sessionId' = wanted::text OR wanted::text = ANY (string_to_array(o.data ->> 'otherIds', ' '))))
$$;
