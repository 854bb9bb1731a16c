#!/usr/bin/env bash
# Moves the data of one module to another PostgreSQL server; moving-data.md has the order of the steps.
#
#   OLD=postgresql://… NEW=postgresql://… docs/jobs/move-module.sh copy|follow|state|switch|cancel <module>
#
# copy    refuses changes on OLD from now on, and copies the schema in one transaction: the short stop
# follow  copies the schema while it is in use, and keeps the copy up to date by logical replication
# state   what follow has still to copy
# switch  ends follow: refuses changes on OLD from now on, waits for the last of them on NEW, sets the sequences, gives NEW its migration history
# cancel  before copy or switch is done: OLD takes changes again, NEW forgets the schema
#
# OLD and NEW are connections of superusers (libpq). OLD_FROM_NEW: how the server of NEW reaches OLD, if not as this script does. LOGIN (martlet): the
# db.username of the shop, which becomes a member of the module's role. Needs psql and pg_dump, not older than both servers.
set -euo pipefail

: "${OLD:?a connection to the server that has the module}" "${NEW:?a connection to the server that gets it}"
step=${1:-} module=${2:-} login=${LOGIN:-martlet}
name=move_$module history=flyway_schema_history
export PGOPTIONS="${PGOPTIONS:-} -c client_min_messages=warning"

old() { psql -X -q -At -v ON_ERROR_STOP=1 -v module="$module" -v name="$name" -v history="$history" "$@" "$OLD"; }
new() { psql -X -q -At -v ON_ERROR_STOP=1 -v module="$module" -v name="$name" -v history="$history" "$@" "$NEW"; }
dump() { pg_dump --schema="$module" --no-publications --no-subscriptions "$@" --dbname="$OLD"; }
fail() { echo "move-module: $*" >&2; exit 1; }
value() { "$1" <<< "$2"; }

# The role, because it belongs to the server and is in no dump.
prepare() {
  local owner
  owner=$(value old "select rolname || case when rolcanlogin then ' login' else '' end from pg_namespace join pg_roles on pg_roles.oid = nspowner where nspname = :'module'")
  [ -n "$owner" ] || fail "OLD has no schema $module"
  [ -z "$(value new "select 1 from pg_namespace where nspname = :'module'")" ] || fail "NEW has a schema $module already"
  role=${owner% login}
  if [ -z "$(value new "select to_regrole('$role')")" ]; then
    [ "$role" = "$owner" ] || fail "create the login $role on NEW first, with its password"
    new -c "create role \"$role\" nologin"
  fi
  [ "$role" != "$owner" ] || new -c "grant \"$role\" to \"$login\""
}

# From the commit on no process can change the schema, however it is configured: its statements fail like those on a standby, so the program answers 503 and
# 202 and tries again. Waits for the transactions that have changed something; those that come meanwhile wait, too, for 2 s at most.
refuse_changes() {
  local try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    if old <<'SQL'
begin;
set local lock_timeout = '2s';
set local synchronous_commit = on;
select set_config('move.module', :'module', true) \g /dev/null
do $$
declare
    module text := current_setting('move.module');
    tables text[] := array(select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = module order by tablename);
    changed text;
begin
    if to_regproc(format('%I.refuse_changes', module)) is not null then
        return;
    end if;
    execute format('lock table %s in share row exclusive mode', array_to_string(tables, ', '));
    execute format($f$
        create function %I.refuse_changes() returns trigger language plpgsql as $body$
        begin
            raise exception 'the data of %% are on another server now', tg_table_schema using errcode = 'read_only_sql_transaction';
        end
        $body$ $f$, module);
    execute format('alter function %I.refuse_changes() owner to %I', module,
        (select pg_get_userbyid(nspowner) from pg_namespace where nspname = module));
    -- The last change that is replicated: when it is on the new server, so is everything before it.
    if to_regclass(format('%I.last_change', module)) is not null then
        execute format('insert into %I.last_change values (1)', module);
    end if;
    foreach changed in array tables loop
        execute format('create trigger refuse_changes before insert or update or delete or truncate on %s '
            'for each statement execute function %I.refuse_changes()', changed, module);
    end loop;
end
$$;
commit;
SQL
    then return; fi
    sleep 0.2
  done
  fail "OLD is too busy to be locked; nothing has changed"
}

# The outbox goes on above every number that a subscriber has seen.
sequences() {
  old <<'SQL'
select format('select setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value)
from pg_sequences
where schemaname = :'module'
and last_value is not null
SQL
}

has_history() {
  [ -n "$(value new "select to_regclass(format('%I.%I', :'module', :'history'))")" ] && [ -n "$(value new 'select 1 from :"module".:"history" limit 1')" ]
}

missing() {
  value new "select count(*) from pg_subscription_rel join pg_subscription on pg_subscription.oid = srsubid where subname = :'name' and srsubstate <> 'r'"
}

copy() {
  prepare
  refuse_changes
  { echo "begin;" && dump && echo "drop function \"$module\".refuse_changes() cascade; commit;"; } | new > /dev/null
}

follow() {
  local bare
  bare=$(value old "select string_agg(relname, ', ') from pg_class where relnamespace = :'module'::regnamespace and relkind = 'r' and not exists (select from pg_index where indrelid = pg_class.oid and indisprimary)")
  [ -z "$bare" ] || fail "without a primary key: $bare"
  prepare
  old -c "create table \"$module\".last_change (id int primary key); alter table \"$module\".last_change owner to \"$role\""
  { echo "begin;" && dump --schema-only && echo "commit;"; } | new > /dev/null
  # The history of migrations comes last: a process with db.migrate: never waits for it.
  old <<'SQL'
select format('create publication %I for table %s', :'name', string_agg(format('%I.%I', schemaname, tablename), ', ' order by tablename))
from pg_tables
where schemaname = :'module'
and tablename <> :'history'
\gexec
SQL
  new -v connection="${OLD_FROM_NEW:-$OLD}" <<'SQL'
create subscription :"name" connection :'connection' publication :"name";
SQL
}

state() {
  echo "$(missing) tables to copy, $(value old "select coalesce(pg_size_pretty(max(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn))), 'everything') from pg_replication_slots where slot_name = :'name'") to replicate"
}

switch() {
  if ! has_history; then
    [ -n "$(value new "select 1 from pg_subscription where subname = :'name'")" ] || fail "follow comes first"
    [ "$(missing)" = 0 ] || fail "NEW has not copied all tables yet: wait until '$0 state $module' says 0"
    local migrations tries=600
    migrations=$(pg_dump --data-only --table="$module.$history" --dbname="$OLD")
    refuse_changes
    until [ -n "$(value new 'select 1 from :"module".last_change')" ]; do
      [ $((tries -= 1)) -gt 0 ] || fail "the last change has not arrived within 60 s; repeat switch, or cancel"
      sleep 0.1
    done
    { echo "begin;" && sequences && printf '%s\n' "$migrations" && echo "commit;"; } | new > /dev/null
  fi
  [ -z "$(value new "select 1 from pg_subscription where subname = :'name'")" ] || new -c "drop subscription \"$name\""
  new -c "drop table if exists \"$module\".last_change"
  old -c "drop publication if exists \"$name\""
}

cancel() {
  ! has_history || fail "NEW has the module: its data would be lost"
  [ -z "$(value new "select 1 from pg_subscription where subname = :'name'")" ] || new -c "drop subscription \"$name\""
  new -c "drop schema if exists \"$module\" cascade"
  old -c "drop publication if exists \"$name\""
  old -c "drop function if exists \"$module\".refuse_changes() cascade"
  old -c "drop table if exists \"$module\".last_change"
}

[[ $module =~ ^[a-z][a-z0-9_]*$ ]] || fail "usage: OLD=… NEW=… $0 copy|follow|state|switch|cancel <module>"
case $step in
  copy | follow | state | switch | cancel) "$step" ;;
  *) fail "usage: OLD=… NEW=… $0 copy|follow|state|switch|cancel <module>" ;;
esac
