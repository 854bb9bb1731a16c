-- A customer's own payments.
create index payments_by_customer on payments (customer_id, id) where customer_id is not null;
