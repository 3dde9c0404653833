#!/bin/bash
# guard.sh COMMAND ARGUMENT...
# Runs a command and prints its process id as the first line. Each line of standard input names a signal that it gets (STOP,
# CONT). Kills it when standard input ends, which happens at the latest when the process that started this guard is gone,
# however it went.
exec 3<&0
{
    # The command itself may be quick to print.
    echo "$BASHPID"
    exec "$@"
} </dev/null 3<&- &
guarded=$!
{
    while read -r signal <&3; do kill -s "$signal" "$guarded"; done
    kill -KILL "$guarded"
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$guarded" 2>/dev/null
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
