#if DEBUG
using System.Diagnostics;
using TypedSender.Testing;

namespace TypedSender.Tests.Outcomes;

/// <summary>The way of a verdict is short: transport, engine, the link's handler, delivery. Debug builds alone can look, as optimized code leaves calls out of the stack.</summary>
public sealed class OutcomePathTests
{
    private const int Most = 5;

    [Fact]
    public async Task An_accepted_outcome_is_set_by_few_types()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true }).Within();
        await using var client = new SendClient(broker.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("open")).Within();
        string[] types = [];
        Delivery.OutcomeSetting = delivery => types = delivery.Sender == client.GetMessageSender(notes) ? GetTypes(new StackTrace()) : types;

        try
        {
            await notes.SendAsync(new Note("x")).Within();
        }
        finally
        {
            Delivery.OutcomeSetting = null;
        }

        Assert.Contains(nameof(Delivery), types);
        Assert.True(types.Length <= Most, string.Join(", ", types));
    }

    /// <summary>The product's types on a stack; nested ones, which hold asynchronous methods and lambdas, as those around them.</summary>
    private static string[] GetTypes(StackTrace stack) =>
    [
        .. stack.GetFrames()
            .Select(frame => frame.GetMethod()?.DeclaringType)
            .Select(type => type?.DeclaringType ?? type)
            .Where(type => type?.Assembly == typeof(SendClient).Assembly || type?.Assembly == typeof(Amqp.AmqpSymbol).Assembly)
            .Select(type => type!.Name)
            .Distinct(),
    ];
}
#endif
