using QuickStart;
using TypedSender;
using TypedSender.Testing;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Arguments.Usage);
    return 0;
}

using CancellationTokenSource interrupted = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

try
{
    return await QuickStartRun.RunAsync(Arguments.Parse(args), interrupted.Token);
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("error: interrupted");
    return 130;
}
catch (Exception exception) when (exception is FormatException or ArgumentException or SendException or AmqpReceiverException or IOException)
{
    string parameter = exception is ArgumentException { ParamName: { } name } ? $" (Parameter '{name}')" : "\n";
    Console.Error.WriteLine($"error: {exception.Message.Replace(parameter, "").ReplaceLineEndings(" ")}");
    return 1;
}
