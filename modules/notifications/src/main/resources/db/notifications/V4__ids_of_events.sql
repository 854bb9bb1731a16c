-- A notification has the id of its event. Earlier ones keep their own: their events do not come again.
alter table notifications drop column event_id;
