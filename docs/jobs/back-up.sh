#!/usr/bin/env bash
# Backs up a PostgreSQL server, and restores it to a point in time; backup.md has the order of the steps.
#
#   BACKUP=/backup SERVER=postgresql://… docs/jobs/back-up.sh archive|base
#   BACKUP=/backup docs/jobs/back-up.sh restore <data directory> [<point in time>]
#
# archive  has the server archive its write-ahead log in BACKUP/wal, at least once a minute; the server has to be restarted afterwards
# base     takes a base backup, verifies it and prints its directory
# restore  makes a data directory of the last base backup before the point in time (such as '2026-11-30 09:00:00+00'; the end of the archive if there is
#          none): a server that is started there reads the archive up to that point, and then takes changes
#
# Run it on the server's machine as the server's user. SERVER is the connection of a superuser (libpq). BACKUP is on another disk, or better on another machine.
# Needs psql, pg_basebackup and pg_verifybackup (PG_BIN is their directory, if they are not on the PATH), and GNU date.
set -euo pipefail

step=${1:-} wal=${BACKUP:?a directory for the backup}/wal
export PATH=${PG_BIN:+$PG_BIN:}$PATH

sql() { psql -X -q -At -v ON_ERROR_STOP=1 "$@" "${SERVER:?a connection to the server}"; }
fail() { echo "back-up: $*" >&2; exit 1; }

archive() {
  mkdir -p "$wal"
  # Repeated by the server until it succeeds: a file of that name is complete, and none is written over.
  sql -v command="cmp -s %p $wal/%f || { test ! -e $wal/%f && cp %p $wal/%f.part && sync $wal/%f.part && mv $wal/%f.part $wal/%f; }" <<'SQL'
alter system set archive_mode = on;
alter system set archive_timeout = '60s';
alter system set archive_command = :'command';
SQL
}

# Named by the moment after which it can be restored to any point in time, by the server's clock.
base() {
  local part="$BACKUP/base.part" name
  rm -rf "$part"
  pg_basebackup --dbname="$SERVER" --pgdata="$part" --wal-method=stream --checkpoint=fast
  pg_verifybackup --quiet "$part" >&2
  name=$(sql <<< "select to_char((clock_timestamp() + interval '1 second') at time zone 'UTC', 'YYYYMMDD\"T\"HH24MISS')")
  mv "$part" "$BACKUP/base-$name"
  echo "$BACKUP/base-$name"
}

restore() {
  local data=${1:-} point=${2:-} last=99999999T999999 found="" each
  [ -n "$data" ] || fail "restore where?"
  [ ! -e "$data" ] || fail "$data is there already"
  [ -z "$point" ] || last=$(date -u -d "$point" +%Y%m%dT%H%M%S)
  for each in "$BACKUP"/base-*; do
    if [ -d "$each" ] && ! [[ ${each##*/base-} > $last ]]; then found=$each; fi
  done
  [ -n "$found" ] || fail "no base backup is older than ${point:-now}"
  cp -a "$found" "$data"
  chmod 700 "$data"
  cat >> "$data/postgresql.auto.conf" <<CONF
restore_command = 'cp $wal/%f %p'
recovery_target_time = '$point'
recovery_target_action = 'promote'
CONF
  touch "$data/recovery.signal"
}

[[ $wal =~ ^/[A-Za-z0-9_./-]+$ ]] || fail "BACKUP must be an absolute path of letters, digits and _ . - /"
case $step in
  archive | base | restore) "$step" "${@:2}" ;;
  *) fail "usage: BACKUP=… SERVER=… $0 archive|base, or restore <data directory> [<point in time>]" ;;
esac
