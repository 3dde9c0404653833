#!/bin/bash
# guard.sh COMMAND ARGUMENT...
# Runs a command and prints its process id as the first line. Each line of standard input names a signal that it gets (STOP,
# CONT); "guard: STOP" is printed when it has taken effect. Kills the command when standard input ends, which happens at the
# latest when the process that started this guard is gone, however it went.
exec 3<&0
{
    # The command itself may be quick to print.
    echo "$BASHPID"
    exec "$@"
} </dev/null 3<&- &
guarded=$!
{
    while read -r signal <&3; do
        kill -s "$signal" "$guarded"
        # A thread stops when it is next scheduled.
        while [[ $signal == STOP ]] && grep -qs '^State:.[^T]' /proc/"$guarded"/task/*/status; do sleep 0.01; done
        echo "guard: $signal" >&4
    done
    kill -KILL "$guarded"
} 4>&1 >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$guarded" 2>/dev/null
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
