using Azure.Messaging.ServiceBus;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.BenchmarkPeers;

/// <summary>A sender on Azure.Messaging.ServiceBus, connected as to the emulator: without TLS, with a token that the sink takes unseen. It sends nothing settled.</summary>
internal sealed class ServiceBusPeer : PeerContender
{
    private readonly ServiceBusClient _client;
    private readonly ServiceBusSender _sender;

    private ServiceBusPeer(RunOptions options)
        : base(options)
    {
        string connection = $"Endpoint=sb://localhost:{options.Port};SharedAccessKeyName=bench;SharedAccessKey=bench;UseDevelopmentEmulator=true";
        _client = new ServiceBusClient(connection);

        // The client takes no container-id: the sink takes the name from the address.
        _sender = _client.CreateSender($"named/{options.Container}");
    }

    public static ServiceBusPeer Open(RunOptions options) => new(options);

    public override async ValueTask DisposeAsync() => await _client.DisposeAsync();

    protected override Task SendAsync(long number)
    {
        ServiceBusMessage message = new(new BinaryData((ReadOnlyMemory<byte>)Body)) { MessageId = Id(number), ContentType = ContentType, Subject = Subject };
        foreach ((string key, object value) in Properties(number))
        {
            message.ApplicationProperties[key] = value;
        }

        return _sender.SendMessageAsync(message);
    }

    protected override Task SendFenceAsync() => throw new NotSupportedException("This client sends nothing settled.");
}
