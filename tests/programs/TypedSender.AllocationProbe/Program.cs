using System.Diagnostics;
using System.Globalization;
using TypedSender;
using TypedSender.AllocationProbe;

// How many bytes this whole process allocates per send:
//   TypedSender.AllocationProbe PORT settled|unsettled-1|unsettled-1000|queue|large|large-in-pieces [cancellable] [traced] [untyped] [--sends N]
// How much memory the messages take up that fill MaxPendingBytes:
//   TypedSender.AllocationProbe waiting BYTES
// How much memory the messages take up that fill a queue:
//   TypedSender.AllocationProbe queued BYTES
if (args[0] == "waiting")
{
    await WaitingMemory.MeasureAsync(int.Parse(args[1], CultureInfo.InvariantCulture));
    return;
}

if (args[0] == "queued")
{
    await WaitingMemory.MeasureQueueAsync(int.Parse(args[1], CultureInfo.InvariantCulture));
    return;
}

int port = int.Parse(args[0], CultureInfo.InvariantCulture);
string mode = args[1];
bool cancellable = args.Contains("cancellable");
int sends = Array.IndexOf(args, "--sends") is > 0 and int at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 200_000;
int inFlight = mode switch
{
    "unsettled-1000" => 1000,
    "large" or "large-in-pieces" => 4,
    _ => 1,
};

using Activity? activity = args.Contains("traced") ? new Activity("probe") { TraceStateString = "vendor=1" }.Start() : null;
using CancellationTokenSource source = new();
CancellationToken token = cancellable ? source.Token : CancellationToken.None;
await using SendClient client = new($"amqp://127.0.0.1:{port}");
SenderOptions options = new() { SendSettleMode = mode == "settled" ? SenderSettleMode.Settled : SenderSettleMode.Unsettled };
SendLoop loop = mode switch
{
    "large" => new(Sends.OfBlobs(client, options), inFlight),
    "large-in-pieces" => new(Sends.OfPieces(client, options), inFlight),
    _ when args.Contains("untyped") => new(Sends.OfUntyped(client, options, token), inFlight),
    _ => new(Sends.OfReadings(client, options, token), inFlight),
};

Func<int, Task> run = mode == "queue" ? new QueueLoop(client, options).RunAsync : loop.RunAsync;

// Pools and buffers grow to what the load needs before anything is counted.
await run(Math.Max(Math.Min(sends, 50_000), sends / 20));
long before = GC.GetTotalAllocatedBytes(precise: true);
long start = Stopwatch.GetTimestamp();
await run(sends);
double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

string perSend = ((double)allocated / sends).ToString("0.####", CultureInfo.InvariantCulture);
Console.WriteLine(
    $$"""{"mode":"{{mode}}","cancellable":{{(cancellable ? "true" : "false")}},"sends":{{sends}},"allocatedBytes":{{allocated}},"perSend":{{perSend}},"sendsPerSecond":{{(long)(sends / seconds)}}}""");
