using TypedSender.Interop.Tests.Peers;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>The peers against each other: when these fail, nothing else in this project says anything about us.</summary>
public class ProtonPeersTests
{
    [ProtonFact]
    public async Task Proton_reads_every_section_that_proton_writes()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 2);
        await using ProtonSender sender = ProtonSender.Start(receiver.Port, "orders", count: 2);

        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(2);

        Assert.Equal(NumberedMessage.Sections(0), messages[0].Sections);
        Assert.Equal(NumberedMessage.Sections(1), messages[1].Sections);
        Assert.Equal(["accepted", "accepted"], await sender.ReadOutcomesAsync(2));
        Assert.Equal(2, await receiver.ReadDoneAsync());
    }

    [ProtonFact]
    public async Task The_receiver_gives_each_outcome_it_is_told_to_give()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(count: 5, "--outcome", "accept,reject,release,modify", "--brief");
        await using ProtonSender sender = ProtonSender.Start(receiver.Port, "orders", count: 5);

        Assert.Equal(["accepted", "rejected", "released", "modified", "accepted"], await sender.ReadOutcomesAsync(5));
    }
}
