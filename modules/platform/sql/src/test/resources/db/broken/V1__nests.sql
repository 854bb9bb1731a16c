create table nests (id int);

select nonsense;
