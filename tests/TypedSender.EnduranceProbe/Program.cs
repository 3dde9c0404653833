using System.Globalization;
using TypedSender.EnduranceProbe.Soaking;
using TypedSender.EnduranceProbe.Starving;

// A client in a process of its own, whose pool can be starved and whose memory can be told apart from its broker's:
//   TypedSender.EnduranceProbe starved PORT WORKERS pool|threads LEDGER
//   TypedSender.EnduranceProbe soak PORT MINUTES LEDGER
int port = int.Parse(args[1], CultureInfo.InvariantCulture);
if (args[0] == "starved")
{
    new StarvedRun(port, int.Parse(args[2], CultureInfo.InvariantCulture), blocksPool: args[3] == "pool", args[4]).Run();
}
else
{
    await new SoakRun(port, TimeSpan.FromMinutes(double.Parse(args[2], CultureInfo.InvariantCulture)), args[3]).RunAsync();
}
