using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests;

/// <summary>Every supported type, as qpid-proton decodes it.</summary>
public class EveryTypeTests
{
    [ProtonFact]
    public async Task Every_type_arrives_as_the_AMQP_type_it_maps_to()
    {
        ProtonMessage message = await SendAsync(EveryTypeSample.Sent);

        Assert.Equal(EveryTypeSample.Body.Notation, message["amqp-value"]?.Notation);
        Assert.Equal(["amqp-value"], message.Sections.Select(section => section.Name));
    }

    [ProtonFact]
    public async Task Members_without_a_value_do_not_travel()
    {
        ProtonMessage message = await SendAsync(new EveryType());

        Assert.Equal(Map(), message["amqp-value"]);
    }

    [ProtonFact]
    public async Task Empty_values_arrive_as_empty_values()
    {
        ProtonMessage message = await SendAsync(new EveryType
        {
            Binary = [],
            Memory = ReadOnlyMemory<byte>.Empty,
            String = "",
            Symbol = "",
            List = [],
            Texts = [],
            Map = new Dictionary<string, long>(),
            Int = 0,
            Boolean = false,
            Decimal = 0m,
        });

        Assert.Equal(
            Map(
                (ProtonValue.String("Boolean"), Boolean(false)),
                (ProtonValue.String("Int"), Int(0)),
                (ProtonValue.String("Decimal"), Decimal128("30400000000000000000000000000000")),
                (ProtonValue.String("Binary"), Binary([])),
                (ProtonValue.String("Memory"), Binary([])),
                (ProtonValue.String("String"), ProtonValue.String("")),
                (ProtonValue.String("Symbol"), Symbol("")),
                (ProtonValue.String("List"), List()),
                (ProtonValue.String("Texts"), List()),
                (ProtonValue.String("Map"), Map())),
            message["amqp-value"]);
    }

    [ProtonFact]
    public async Task Every_section_holds_what_its_attributes_say()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);

        await AllSectionsSample.SendAsync(client.GetSender<ITestSender>());
        ProtonMessage message = await receiver.ReadMessageAsync();

        AllSectionsSample.AssertEqual(message);
    }

    private static async Task<ProtonMessage> SendAsync(EveryType sent)
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 1);
        await using SendClient client = new(receiver.Url);
        await client.GetSender<ITestSender>().SendAsync(sent);
        return await receiver.ReadMessageAsync();
    }
}
