#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test project and prints the totals.
#
#   bash tests/run.sh                 everything
#   bash tests/run.sh Amqp Structure  only the projects whose name contains one of these words
#
# TYPEDSENDER_PYTHON   the Python that has qpid-proton (default /usr/bin/python3)
# TYPEDSENDER_RESULTS  where the .trx results go (default artifacts/test-results)
# CI=true              a part that is missing is a failure instead of a skipped test
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

export TYPEDSENDER_PYTHON="${TYPEDSENDER_PYTHON:-/usr/bin/python3}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results="$(realpath -m "${TYPEDSENDER_RESULTS:-artifacts/test-results}")"
project_limit=20m
test_limit=5m

say() { printf '==> %s\n' "$*"; }

# The tests decode our messages with a client that nobody here wrote: qpid-proton.
has_proton() { "$TYPEDSENDER_PYTHON" -c 'import proton' >/dev/null 2>&1; }

install_proton() {
    local package=python3-qpid-proton root=()
    if [[ $(id -u) -ne 0 ]]; then root=(sudo -n); fi
    local update=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update)
    local install=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package")
    if command -v apt-get >/dev/null && { [[ ${#root[@]} -eq 0 ]] || sudo -n true 2>/dev/null; }; then
        say "installing $package: ${install[*]}"
        "${install[@]}" >/dev/null 2>&1 || { "${update[@]}" && "${install[@]}" >/dev/null; }
    fi
    has_proton && return
    say "qpid-proton for $TYPEDSENDER_PYTHON is missing and cannot be installed from here. To have its tests run:"
    say "    sudo apt-get install $package"
}

# Totals come from the results themselves, one <UnitTestResult outcome="..."> per test.
outcomes() { # file, outcome
    grep -o '<UnitTestResult [^>]*>' "$1" | grep -c " outcome=\"$2\""
}

skipped_reasons() { # file
    awk 'BEGIN { RS = "<UnitTestResult " }
        / outcome="NotExecuted"/ {
            name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name)
            reason = $0
            if (!sub(/.*<(StdOut|Message)>/, "", reason)) reason = "no reason given"
            sub(/<\/(StdOut|Message)>.*/, "", reason); gsub(/[ \t\r\n]+/, " ", reason)
            printf "    skipped %s: %s\n", name, reason
        }' "$1"
}

command -v dotnet >/dev/null || { say "the .NET 10 SDK is missing: see https://dotnet.microsoft.com/download"; exit 1; }

has_proton || install_proton

say "building"
if ! dotnet build TypedSender.sln -c Release -nologo -v quiet -clp:NoSummary; then
    say "the build failed"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
fi

rm -rf "$results" && mkdir -p "$results"
passed=0 failed=0 skipped=0 broken=()

for project in tests/*.Tests/*.csproj; do
    name="$(basename "$project" .csproj)"
    if [[ $# -gt 0 ]]; then
        wanted=false
        for word in "$@"; do [[ $name == *"$word"* ]] && wanted=true; done
        $wanted || continue
    fi
    say "$name"
    timeout --kill-after=10s "$project_limit" \
        dotnet test "$project" -c Release --no-build -nologo \
        --blame-hang-timeout "$test_limit" --blame-hang-dump-type none \
        --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results"
    code=$?
    trx="$results/$name.trx"
    ok=0 bad=0 skip=0 all=0
    if [[ -f $trx ]]; then
        all="$(grep -c '<UnitTestResult ' "$trx")"
        ok="$(outcomes "$trx" Passed)"
        skip="$(outcomes "$trx" NotExecuted)"
        bad=$((all - ok - skip))
        skipped_reasons "$trx"
    fi
    # A process that dies half way leaves no failed test behind, so its exit code counts as one.
    if [[ $code -ne 0 && $bad -eq 0 ]]; then
        broken+=("$name ended with exit code $code and no failed test: it crashed or ran out of its $project_limit")
        bad=1
    elif [[ $all -eq 0 ]]; then
        broken+=("$name ran no test")
        bad=1
    fi
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
done

if ! has_proton && [[ ${CI:-} == true ]]; then
    broken+=("CI=true and qpid-proton is missing: nothing may be skipped here")
    failed=$((failed + 1))
fi
if [[ $((passed + failed + skipped)) -eq 0 ]]; then
    broken+=("no test project was run")
    failed=1
fi

echo
for reason in "${broken[@]+"${broken[@]}"}"; do say "$reason"; done
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
