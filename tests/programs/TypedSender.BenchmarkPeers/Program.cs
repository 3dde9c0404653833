using TypedSender.BenchmarkPeers;
using TypedSender.BenchmarkPeers.Encoders;
using TypedSender.BenchmarkPeers.Pictures;
using TypedSender.Benchmarks.Runs;
using TypedSender.Benchmarks.Table;

// Other .NET libraries, to measure the product beside.
//   TypedSender.BenchmarkPeers microsoft|netlite|servicebus PORT CONTAINER settled|unsettled|single COUNT BODY IN_FLIGHT [CERTIFICATE]
//     sends events as fast as it goes: the message of the benchmarks' Contracts.cs, made anew for each send. It warms up, sends, and
//     prints one line of JSON; of what is sent settled the end is a message that the sink accepts
//   TypedSender.BenchmarkPeers picture DATA.json PICTURE.svg
//     draws the figures of a table
//   TypedSender.BenchmarkPeers encode
//     encoding alone, with BenchmarkDotNet
if (args is ["picture", string data, string picture])
{
    File.WriteAllText(picture, PictureDrawing.Draw(PictureData.Parse(File.ReadAllText(data))));
    return;
}

if (args is ["encode"])
{
    EncodeProgram.Run();
    return;
}

RunOptions options = RunOptions.Parse(args[1..]);
PeerContender peer = args[0] switch
{
    "microsoft" => await MicrosoftPeer.OpenAsync(options),
    "netlite" => await NetLitePeer.OpenAsync(options),
    "servicebus" => ServiceBusPeer.Open(options),
    _ => throw new ArgumentException($"There is no peer '{args[0]}'.", nameof(args)),
};
await MeasuredRun.RunAsync(peer, options);
