#!/bin/bash
# First process of the twin's own process namespace: when it ends, the kernel ends all that it started, jobs and all.
# Usage, inside the root: inside.sh NODES CENTRE:DBDPORT:RESTPORT…    (restd's data parser in $PARSER)
set -euo pipefail
cd /opt/ballast
NODES=$1; shift
say() { printf '%s %s\n' "$(date +%s%3N)" "$*"; }
# until_so SECONDS WHAT COMMAND…: waits for the command to succeed, and fails when it never does.
until_so() {
  local until=$(($(date +%s) + $1)) what=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    if [ "$(date +%s)" -ge "$until" ]; then
      echo "gave up waiting for $what"
      grep -h -i -E 'fatal|error' log/*.err | tail -n 5
      exit 1
    fi
    sleep 0.05
  done
}
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
on_database() { mariadb --no-defaults -uroot -S /run/mysqld/mysqld.sock "$@"; }

stop() {
  trap - TERM INT
  say stopping
  # The controllers write their state when they are asked to end; nodes and jobs go down with the namespace.
  pkill -TERM -x slurmctld || true
  for _ in $(seq 100); do pgrep -x slurmctld >/dev/null || break; sleep 0.05; done
  pkill -TERM -x slurmdbd || true
  for _ in $(seq 40); do pgrep -x slurmdbd >/dev/null || break; sleep 0.05; done
  mariadb-admin --no-defaults -uroot -S /run/mysqld/mysqld.sock shutdown >/dev/null 2>&1 || true
  exit 0
}
trap stop TERM INT

install -d -o mysql -g mysql /run/mysqld db
install -d -o slurm -g slurm log
mkdir -p dev
for card in $(seq 0 15); do [ -c dev/gpu$card ] || mknod -m 666 dev/gpu$card c 240 "$card"; done

if [ ! -d db/mysql ]; then
  mariadb-install-db --no-defaults --user=mysql --datadir=/opt/ballast/db --auth-root-authentication-method=socket --skip-test-db >log/install-database.log 2>&1
fi
runuser -u mysql -- mariadbd --no-defaults --datadir=/opt/ballast/db --socket=/run/mysqld/mysqld.sock --skip-networking \
  --innodb-buffer-pool-size=512M --innodb-lock-wait-timeout=900 --innodb-flush-log-at-trx-commit=2 >log/mariadb.log 2>&1 </dev/null &
until_so 30 MariaDB mariadb-admin --no-defaults -uroot -S /run/mysqld/mysqld.sock ping
on_database -e "create user if not exists slurm@localhost identified via unix_socket"
say mariadb

# One for all, because all the controllers answer on the same socket of this machine; the keys of the REST servers are their own.
[ -s slurm.key ] || (umask 077 && head -c 1024 /dev/urandom >slurm.key)
for centre in "$@"; do
  IFS=: read -r name _ _ <<<"$centre"
  mkdir -p "$name"/{accounting,state,spool}
  [ -s "$name/jwt.key" ] || head -c 1024 /dev/urandom >"$name/jwt.key"
  cp slurm.key "$name/slurm.key"
  cp slurm.key "$name/accounting/slurm.key"
  # slurmdbd looks for the controllers' file beside its own.
  ln -sfn ../slurm.conf "$name/accounting/slurm.conf"
  chown slurm: "$name/state" "$name/accounting" "$name"/{slurm.key,jwt.key} "$name"/accounting/{slurm.key,slurmdbd.conf}
  chmod 600 "$name"/{slurm.key,jwt.key} "$name"/accounting/{slurm.key,slurmdbd.conf}
  (cd "$name/spool" && seq -f 'g%.0f' "$NODES" | xargs mkdir -p)
  on_database -e "create database if not exists $name; grant all on $name.* to slurm@localhost"
  SLURM_CONF=/opt/ballast/$name/accounting/slurm.conf setsid runuser -u slurm -- slurmdbd -D >/dev/null 2>"log/slurmdbd-$name.err" </dev/null &
done
for centre in "$@"; do
  IFS=: read -r name accounting _ <<<"$centre"
  until_so 60 "slurmdbd of $name" listens "$accounting"
done
say slurmdbd

all_idle() { [ "$(SLURM_CONF=/opt/ballast/$1/slurm.conf sinfo --noheader --states=idle --format=%D | awk '{ n += $1 } END { print n + 0 }')" = "$NODES" ]; }
for centre in "$@"; do
  IFS=: read -r name _ _ <<<"$centre"
  export SLURM_CONF=/opt/ballast/$name/slurm.conf
  sacctmgr --immediate add cluster "$name" >/dev/null 2>&1 || true
  # -i: one that was killed before it first wrote the usage of accounts would not start again.
  setsid slurmctld -i -D >/dev/null 2>"log/slurmctld-$name.err" </dev/null &
done
for centre in "$@"; do
  IFS=: read -r name _ rest <<<"$centre"
  export SLURM_CONF=/opt/ballast/$name/slurm.conf
  until_so 30 "slurmctld of $name" sh -c 'scontrol ping | grep -q UP'
  for node in $(seq "$NODES"); do slurmd -f "/opt/ballast/$name/slurmd.conf" -N "g$node"; done
  setsid runuser -u slurmrest -- env SLURM_JWT=daemon slurmrestd -a rest_auth/jwt -s slurmctld,slurmdbd -d "$PARSER" --max-connections 64 -t 8 "127.0.0.1:$rest" \
    >"log/slurmrestd-$name.log" 2>&1 </dev/null &
done
say nodes-started
for centre in "$@"; do
  IFS=: read -r name _ rest <<<"$centre"
  until_so 120 "all nodes of $name" all_idle "$name"
  until_so 30 "slurmrestd of $name" listens "$rest"
done
say ready

while :; do
  sleep 3600 &
  wait $! || true
done
