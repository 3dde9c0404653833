using System.CommandLine;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;
using TypedSender.Tool.Messages;

namespace TypedSender.Tool.Sending;

/// <summary>Receives messages and prints each: as JSON, section by section, or as its bytes.</summary>
internal sealed class ReceiveCommand
{
    private readonly ToolContext _context;
    private readonly BrokerArguments _broker;
    private readonly Option<string?> _address = ToolOptions.Address("Where from, such as the name of a queue.", isRequired: true);
    private readonly Option<int> _count = ToolOptions.Number("--count", "-n", 1, (0, int.MaxValue), "number", "How many to receive; 0 for all that come until Ctrl+C.");
    private readonly Option<bool> _wire = new("--wire", "-w") { Description = "Print the encoded bytes in hexadecimal." };
    private readonly Option<bool> _indented = new("--indented") { Description = "Print JSON over several lines." };
    private readonly Option<string> _settle = new("--settle") { Description = "What to do with each: accept, release or reject.", DefaultValueFactory = static _ => "accept" };

    private ReceiveCommand(ToolContext context, Command command)
    {
        _context = context;
        _broker = new BrokerArguments(context, command, timeout: 15);
        _settle.AcceptOnlyFromAmong("accept", "release", "reject");
        foreach (Option option in (Option[])[_address, _count, _wire, _indented, _settle])
        {
            command.Add(option);
        }
    }

    public static Command Create(ToolContext context)
    {
        Command command = new("receive", "Receives messages, a line for each. Ends with 1 if fewer than --count came within the time-out.");
        ReceiveCommand receive = new(context, command);
        command.SetAction(ToolCommands.Guard(context, receive.RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        int count = parsed.GetValue(_count);
        TimeSpan timeout = count == 0 ? Timeout.InfiniteTimeSpan : _broker.GetTimeout(parsed);

        // No more than are taken here: others stay in the queue for other receivers.
        int credit = count is > 0 and < 100 ? count : 100;
        string address = parsed.GetValue(_address)!;
        await using AmqpReceiver receiver = await _broker.OpenReceiverAsync(parsed, address, credit, cancellationToken).ConfigureAwait(false);
        for (int received = 0; count == 0 || received < count; received++)
        {
            using CancellationTokenSource waiting = new(timeout, _context.TimeProvider);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
            try
            {
                ReceivedMessage message = await receiver.ReceiveAsync(either.Token).ConfigureAwait(false);
                Print(parsed, message);
                await SettleAsync(parsed, message).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && count == 0)
            {
                return ExitCodes.Done;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                _context.Error.WriteLine($"{(received == 0 ? "No message" : $"No further message behind {received}")} came from '{address}' in {ErrorText.Duration(timeout)}. Raise --timeout, or look whether the address is the one that is sent to.");
                return ExitCodes.Failed;
            }
        }

        return ExitCodes.Done;
    }

    private void Print(ParseResult parsed, ReceivedMessage received)
    {
        if (parsed.GetValue(_wire))
        {
            _context.WriteLine(Convert.ToHexString(received.Bytes.Span));
            return;
        }

        AmqpMessage message = AmqpMessage.Decode(received.Bytes.Span);
        _context.WriteLine(MessageJsonWriter.Write(message, parsed.GetValue(_indented)));
    }

    private async ValueTask SettleAsync(ParseResult parsed, ReceivedMessage message)
    {
        if (message.IsSettled)
        {
            return;
        }

        await (parsed.GetValue(_settle) switch
        {
            "release" => message.ReleaseAsync(),
            "reject" => message.RejectAsync(),
            _ => message.AcceptAsync(),
        }).ConfigureAwait(false);
    }
}
