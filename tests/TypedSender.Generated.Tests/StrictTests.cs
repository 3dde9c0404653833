using App.System.Contracts;
using App.System.Senders;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>
/// What was generated into two projects that allow no warning of any analyzer and no undocumented member, have no implicit usings, and are in a namespace called App.System: it compiled, and it
/// sends.
/// </summary>
public class StrictTests
{
    [Fact]
    public async Task Contracts_and_senders_of_different_assemblies_send()
    {
        (App.System.Senders.IOrderSender sender, Recorder recorder) = Recorder.Of<App.System.Senders.IOrderSender>();
        var order = new Order(Guid.Empty, null, 0m, []);

        await sender.PlaceAsync(order);
        await sender.SendAsync(order);
        Assert.Equal(SendOutcome.Accepted, await sender.ChangeAsync(order, null));
        await foreach (SendOutcome outcome in sender.PlaceAll(new[] { order }.ToAsyncEnumerable()))
        {
            Assert.Equal(SendOutcome.Accepted, outcome);
        }

        const string Sections = "005370c00402415001" + "005373c01b0498000000000000000000000000000000004040a1056f72646572";
        Assert.Equal(4, recorder.Messages.Count());
        Assert.All(recorder.Messages, message => Assert.StartsWith(Sections, message, StringComparison.Ordinal));
        Assert.All(recorder.Messages, message => Assert.Equal(recorder.Messages.First(), message));
    }

    [Fact]
    public async Task Generic_contracts_of_another_assembly_are_sent_and_read()
    {
        (App.System.Senders.IOrderSender sender, Recorder recorder) = Recorder.Of<App.System.Senders.IOrderSender>();
        var page = new Page<OrderLine>([new("s", 1)], null);

        await sender.PublishAsync(page);
        await sender.SendAsync(page);

        Assert.EndsWith(Convert.ToHexString(AmqpContracts.Encode(page)).ToLowerInvariant(), recorder.Messages.First(), StringComparison.Ordinal);
        Assert.Equal(recorder.Messages.First(), recorder.Messages.Last());
        Assert.Equal(new OrderLine("s", 1), Assert.Single(TypedSender.AmqpContracts.Decode<Book>(AmqpContracts.Encode(new Book(new DateOnly(2026, 1, 2), new Page<OrderLine>([new("s", 1)], null)))).Lines.Items));
    }

    [Fact]
    public async Task Assemblies_that_see_the_internals_of_each_other_send()
    {
        (IFriendSender sender, Recorder recorder) = Recorder.Of<IFriendSender>();

        await sender.SendSecretAsync(new Secret(1));
        await sender.SendAllAsync([new Secret(2)]);

        Assert.Equal(["005377c003015401", "005377c003015402"], recorder.Messages);
    }
}
