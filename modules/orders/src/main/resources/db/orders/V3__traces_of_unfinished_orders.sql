-- The span in which an order was left unfinished first (W3C Trace Context), if its trace is exported. A process of the version before leaves it empty.
alter table orders add column traceparent text;
