#!/usr/bin/env bash
# Changes the codec and the engine in thousands of places, one at a time, and looks whether a test fails (dotnet-stryker).
#
#   bash tests/mutants.sh                  both: three quarters of an hour on two cores that do nothing else
#   bash tests/mutants.sh encoding         one of them
#   bash tests/mutants.sh engine -m 'Engine/SenderLink.cs'    one file of it; more arguments go to dotnet-stryker
#
# Leaves artifacts/mutants.md, and fails below 80 %, or when a mutant lives that tests/TypedSender.Amqp.Tests/Mutants/survivors.md does not explain.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
root="$PWD"
tests="$root/tests/TypedSender.Amqp.Tests"
output="$root/artifacts/mutants"

# A process is started for each mutant: what pays only in a long life is left out.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0

parts=(encoding engine)
if [[ $# -gt 0 ]]; then
    parts=("$1")
    shift
fi

dotnet tool restore >/dev/null || exit 1
reports=()
for part in "${parts[@]}"; do
    rm -rf "${output:?}/$part"
    (cd "$tests" && dotnet stryker -f "Mutants/$part.json" -O "$output/$part" "$@")
    report="$output/$part/reports/mutation-report.json"
    [[ -f $report ]] || { echo "==> dotnet-stryker left no report on $part"; exit 1; }
    reports+=("$report")
done

dotnet run --project tests/programs/TypedSender.Report -c Release -- mutants "$tests/Mutants/survivors.md" "$root/artifacts/mutants.md" "${reports[@]}"
