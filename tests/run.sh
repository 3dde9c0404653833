#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test project, prints the totals and leaves artifacts/reliability.md.
#
#   bash tests/run.sh                 everything
#   bash tests/run.sh Amqp Structure  only the projects whose name contains one of these words
#
# Projects run in three lanes at once (below), each one's output is printed whole when it ends, and the last lines name the five longest.
#
# TYPEDSENDER_PYTHON   the Python that has qpid-proton (default /usr/bin/python3)
# TYPEDSENDER_RESULTS  where the .trx results go (default artifacts/test-results)
# TYPEDSENDER_PACKAGES matrix: programs of each framework, package and form install the packages (default three of them)
# CI=true              a part that is missing is a failure instead of a skipped test
#
# A full run also fails if the report lacks what tests/programs/TypedSender.Report/Expectations.cs demands.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

export TYPEDSENDER_PYTHON="${TYPEDSENDER_PYTHON:-/usr/bin/python3}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results="$(realpath -m "${TYPEDSENDER_RESULTS:-artifacts/test-results}")"
export TYPEDSENDER_RESULTS="$results"
report=artifacts/reliability.md
project_limit=20m
test_limit=12m # longer than child processes of tests may take

# Whose runs say which lines of the libraries the tests come by: those that measure nothing else.
covered=(TypedSender.Amqp.Tests TypedSender.Tests TypedSender.Generated.Tests TypedSender.ScriptedFaults.Tests)

# Three lanes run at once. What waits takes minutes whatever the machine can do, and half a core; what is timed asserts how long something took, or notices by a clock
# when nothing goes on. All that is not named here computes, at a lower priority.
waiting=(TypedSender.Soak.Tests)
timing=(TypedSender.Endurance.Tests TypedSender.Interop.Tests TypedSender.Network.Tests)
niceness=10 # of what computes

# What is run once more in Debug, where assertions hold: that a method is under its lock, windows, credit. Its results are named NAME@Debug.
asserting=(TypedSender.Amqp.Tests TypedSender.Tests TypedSender.ScriptedFaults.Tests)

say() { printf '==> %s\n' "$*"; }

# Whether a project was asked for.
wanted() { # project, word...
    local project="$1" word
    shift
    [[ $# -eq 0 ]] && return
    for word in "$@"; do [[ $project == *"$word"* ]] && return; done
    return 1
}

# The tests talk to clients and brokers that nobody here wrote. A part is named as Debian names its package; from npm come rhea, with the @azure clients, and asyncapi, the
# official schemas with ajv; docfx is a tool of .config/dotnet-tools.json.
rhea=artifacts/npm/node_modules/rhea/package.json
asyncapi=artifacts/npm-asyncapi/node_modules/ajv/package.json
has() { # part
    case $1 in
        python3-qpid-proton) "$TYPEDSENDER_PYTHON" -c 'import proton' ;;
        libsasl2-modules) compgen -G '/usr/lib/*/sasl2/libscram.so' ;;
        sasl2-bin) [[ -x /usr/sbin/saslpasswd2 ]] ;;
        python3-uamqp) "$TYPEDSENDER_PYTHON" -c 'import uamqp' ;;
        rabbitmq-server) compgen -G '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server' ;;
        nodejs) command -v node ;;
        npm) command -v npm ;;
        openssl) command -v openssl ;;
        tinyproxy) command -v tinyproxy ;;
        iproute2) command -v ip ;;
        gcc) command -v clang || command -v gcc ;;
        libc6-dev) compgen -G '/usr/lib*/crt1.o' || compgen -G '/usr/lib/*/crt1.o' ;;
        rhea) cmp artifacts/npm/package-lock.json tests/TypedSender.Interop.Tests/scripts/package-lock.json && [[ -f $rhea ]] ;;
        docfx) dotnet docfx --version ;;
        asyncapi) cmp artifacts/npm-asyncapi/package-lock.json tests/TypedSender.Tool.Tests/scripts/package-lock.json && [[ -f $asyncapi ]] ;;
    esac >/dev/null 2>&1
}

missing() { # part...
    local part
    for part in "$@"; do has "$part" || echo "$part"; done
}

# Installs packages, and none of the services they bring: a broker that tests need is started by them, apart from any other.
install_packages() { # package...
    local root=() policy=/usr/sbin/policy-rc.d own_policy=false
    if [[ $(id -u) -ne 0 ]]; then root=(sudo -n); fi
    command -v apt-get >/dev/null && { [[ ${#root[@]} -eq 0 ]] || sudo -n true 2>/dev/null; } || return
    local install=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends) package
    say "installing: ${install[*]} $*"
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null && "${root[@]}" chmod 755 "$policy" && own_policy=true
    fi
    if ! "${install[@]}" "$@" >/dev/null 2>&1; then
        "${root[@]}" apt-get -qq update
        for package in "$@"; do "${install[@]}" "$package" >/dev/null; done
    fi
    if $own_policy; then "${root[@]}" rm -f "$policy"; fi
    if [[ -d /run/systemd/system && " $* " == *" rabbitmq-server "* ]]; then
        "${root[@]}" systemctl --quiet disable rabbitmq-server.service 2>/dev/null
    fi
}

# Installed beside what is there, and put in its place when it is whole: where no registry can be reached, and after an interruption, the former one stays.
install_from_npm() { # folder of package.json, target
    has npm || return
    say "installing $1 with npm into $2"
    rm -rf "$2.new" && mkdir -p "$2.new" && cp "$1"/package*.json "$2.new/" &&
        npm ci --prefix "$2.new" --silent --no-audit --no-fund --ignore-scripts >/dev/null &&
        rm -rf "$2" && mv "$2.new" "$2"
}

install_parts() { # part...
    local part packages=()
    for part in $(missing "$@"); do [[ $part == rhea || $part == asyncapi || $part == docfx ]] || packages+=("$part"); done
    if [[ ${#packages[@]} -gt 0 ]]; then install_packages "${packages[@]}"; fi
    if [[ " $* " == *" rhea "* ]] && ! has rhea; then install_from_npm tests/TypedSender.Interop.Tests/scripts artifacts/npm; fi
    if [[ " $* " == *" docfx "* ]] && ! has docfx; then say "restoring the tools of the repository" && dotnet tool restore >/dev/null; fi
    if [[ " $* " == *" asyncapi "* ]] && ! has asyncapi; then install_from_npm tests/TypedSender.Tool.Tests/scripts artifacts/npm-asyncapi; fi
    for part in $(missing "$@"); do
        if [[ $part == rhea || $part == asyncapi ]]; then
            say "$part is missing and cannot be installed from here; npm does it where it reaches a registry"
        elif [[ $part == docfx ]]; then
            say "docfx is missing and cannot be installed from here; dotnet tool restore does it where it reaches a registry"
        else
            say "$part is missing and cannot be installed from here. To have its tests run: sudo apt-get install $part"
        fi
    done
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

parts=(python3-qpid-proton)
wanted TypedSender.Interop.Tests "$@" && parts+=(rabbitmq-server python3-uamqp tinyproxy libsasl2-modules sasl2-bin)
if wanted TypedSender.Interop.Tests "$@" || wanted TypedSender.Azure.Tests "$@"; then
    has rhea || has npm || parts+=(npm)
    parts+=(nodejs rhea)
fi
if wanted TypedSender.Tool.Tests "$@"; then
    has asyncapi || has npm || parts+=(npm)
    parts+=(nodejs asyncapi)
fi
wanted TypedSender.Structure.Tests "$@" && parts+=(docfx)
wanted TypedSender.Network.Tests "$@" && parts+=(iproute2)
wanted TypedSender.Tests "$@" && parts+=(openssl)
if wanted TypedSender.Publishing.Tests "$@" || wanted TypedSender.Packages.Tests "$@"; then parts+=(gcc libc6-dev); fi
install_parts "${parts[@]}"

say "building"
build() {
    local project
    dotnet build TypedSender.sln -c Release -nologo -v quiet -clp:NoSummary || return
    for project in "${asserting[@]}"; do
        if wanted "$project" "$@"; then dotnet build "tests/$project" -c Debug --no-restore -nologo -v quiet -clp:NoSummary || return; fi
    done
}
if ! build "$@"; then
    say "the build failed"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
fi

rm -rf "$results" && mkdir -p "$results"
passed=0 failed=0 skipped=0 broken=() durations=()

# Of the projects that were asked for, those of a lane, in the order of their names.
lane_of() { # project
    if [[ " ${waiting[*]} " == *" $1 "* ]]; then
        echo waiting
    elif [[ " ${timing[*]} " == *" $1 "* ]]; then
        echo timing
    else
        echo computing
    fi
}

projects_of() { # lane, word...
    local lane="$1" project name
    shift
    for project in tests/*.Tests/*.csproj; do
        name="$(basename "$project" .csproj)"
        if wanted "$name" "$@" && [[ $(lane_of "$name") == "$lane" ]]; then
            echo "$name"
            if [[ " ${asserting[*]} " == *" $name "* ]]; then echo "$name@Debug"; fi
        fi
    done
}

# Runs one project. What it prints goes to a file; that it has ended goes to standard output, in one line.
run_project() { # project, priority
    local name="$1" project="${1%@Debug}" configuration=Release coverage=() start=$SECONDS code
    [[ $name == *@Debug ]] && configuration=Debug
    [[ " ${covered[*]} " == *" $name "* ]] && coverage=(--collect "XPlat Code Coverage" --settings tests/coverage.runsettings)
    nice -n "$2" timeout --kill-after=10s "$project_limit" \
        dotnet test "tests/$project/$project.csproj" -c "$configuration" --no-build -nologo \
        --blame-hang-timeout "$test_limit" --blame-hang-dump-type none "${coverage[@]+"${coverage[@]}"}" \
        --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" >"$results/$name.log" 2>&1 &
    child=$!
    wait "$child"
    code=$?
    child=
    echo "$name $code $((SECONDS - start))"
}

# Runs the projects of its lane, and then what is left of those that compute: each is taken by whichever lane comes first. The lane that waits ends with what waits, so
# that no more run at once than there are cores.
run_lane() { # lane, word...
    local lane="$1" name priority=$niceness child=
    shift
    trap '[[ -z $child ]] || kill "$child"; exit 143' TERM
    [[ $lane == computing ]] || priority=0
    for name in $([[ $lane == computing ]] || projects_of "$lane" "$@"); do run_project "$name" "$priority"; done
    [[ $lane == waiting ]] && return
    for name in $(projects_of computing "$@"); do
        if mkdir "$taken/$name" 2>/dev/null; then run_project "$name" "$niceness"; fi
    done
}

# Prints what a project has printed, and counts.
count_project() { # project, exit code, seconds
    local name="$1" code="$2" ok=0 bad=0 skip=0 all=0 trx="$results/$1.trx"
    say "$name ($3 s)"
    cat "$results/$name.log"
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
    durations+=("$3 $name")
}

# All lanes at once; ends with the last of them.
run_lanes() { # word...
    trap 'kill $(jobs -p) 2>/dev/null; exit 143' TERM
    local lane
    for lane in waiting timing computing; do run_lane "$lane" "$@" & done
    wait
}

taken="$(mktemp -d)"
trap 'kill "${lanes:-}" 2>/dev/null; rm -rf "$taken"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
exec 3< <(run_lanes "$@")
lanes=${!:-}
while read -r name code seconds <&3; do count_project "$name" "$code" "$seconds"; done

for part in $(missing "${parts[@]}"); do
    if [[ ${CI:-} == true ]]; then
        broken+=("CI=true and $part is missing: nothing may be skipped here")
        failed=$((failed + 1))
    fi
done

# The report counts as one test that fails if something demanded is missing, or if a secret of the tests stands in what the run left behind.
search=()
for generated in tests/*/obj/Release/*/generated tests/programs/*/obj/Release/*/generated samples/*/obj/Release/*/generated; do search+=(--search "$generated"); done
whole=()
[[ $# -eq 0 ]] && whole=(--full)
say "writing $report"
mkdir -p "$(dirname "$report")"
if ! complaints="$(dotnet run --project tests/programs/TypedSender.Report -c Release --no-build -- "$results" "$report" "${whole[@]+"${whole[@]}"}" "${search[@]}" 2>&1)"; then
    while IFS= read -r reason; do broken+=("report: $reason"); done <<<"$complaints"
    failed=$((failed + 1))
fi
if [[ $((passed + failed + skipped)) -eq 0 ]]; then
    broken+=("no test project was run")
    failed=1
fi

# The five largest of lines that begin with seconds, with something to put in front of each.
longest() { # what
    sort -rn | head -n 5 | while read -r seconds name; do say "$(printf '%s %6.1f s  %s' "$1" "$seconds" "$name")"; done
}

# Seconds and name of each test.
test_durations() {
    cat "$results"/*.trx 2>/dev/null | awk 'BEGIN { RS = "<UnitTestResult " }
        match($0, / duration="[0-9:.]+"/) {
            split(substr($0, RSTART + 11, RLENGTH - 12), time, ":")
            name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name)
            gsub(/&quot;/, "\"", name); gsub(/&lt;/, "<", name); gsub(/&gt;/, ">", name); gsub(/&amp;/, "\\&", name)
            print time[1] * 3600 + time[2] * 60 + time[3], substr(name, 1, 160)
        }'
}

echo
printf '%s\n' "${durations[@]+"${durations[@]}"}" | longest project
test_durations | longest test
for reason in "${broken[@]+"${broken[@]}"}"; do say "$reason"; done
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
