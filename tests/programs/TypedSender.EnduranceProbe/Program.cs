using System.Globalization;
using TypedSender.EnduranceProbe.Soaking;
using TypedSender.EnduranceProbe.Starving;
using TypedSender.EnduranceProbe.Streaming;

// A client in a process of its own, whose pool can be starved and whose memory can be told apart from its broker's:
//   TypedSender.EnduranceProbe starved PORT WORKERS pool|threads LEDGER
//   TypedSender.EnduranceProbe blocked URL CALLERS OPEN_TIMEOUT_MS
//   TypedSender.EnduranceProbe stream URL ADDRESS MIB
//   TypedSender.EnduranceProbe soak PORT MINUTES LEDGER
switch (args[0])
{
    case "starved":
        new StarvedRun(ParseInt(args[1]), ParseInt(args[2]), blocksPool: args[3] == "pool", args[4]).Run();
        break;
    case "blocked":
        new BlockedRun(args[1], ParseInt(args[2]), ParseInt(args[3])).Run();
        break;
    case "stream":
        await StreamRun.RunAsync(args[1], args[2], ParseInt(args[3]));
        break;
    default:
        await new SoakRun(ParseInt(args[1]), TimeSpan.FromMinutes(double.Parse(args[2], CultureInfo.InvariantCulture)), args[3]).RunAsync();
        break;
}

static int ParseInt(string text) => int.Parse(text, CultureInfo.InvariantCulture);
