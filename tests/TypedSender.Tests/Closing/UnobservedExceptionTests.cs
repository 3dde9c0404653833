using System.Runtime.CompilerServices;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Closing;

/// <summary>Runs alone and after the other collections, and so sees what they left behind.</summary>
[CollectionDefinition(nameof(UnobservedExceptionTests), DisableParallelization = true)]
[Collection(nameof(UnobservedExceptionTests))]
public sealed class UnobservedExceptionTests
{
    [Fact]
    public async Task Nothing_in_the_whole_run_leaves_an_exception_that_nobody_looks_at()
    {
        await FailInManyWaysAsync();

        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Empty(Unobserved.Exceptions);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task FailInManyWaysAsync()
    {
        for (int run = 0; run < 10; run++)
        {
            await using ScriptedPeer peer = ScriptedPeer.Start(
                script => script.CloseSocket(),
                script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).ResetSocket(),
                script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).ResetSocket(),
                script => script.AcceptHeaders().ExpectOpen());
            var client = new SendClient(peer.Url, options => options.CloseTimeout = options.DrainTimeout = TimeSpan.Zero);
            INoteSender notes = client.GetSender<INoteSender>();
            using var cancellation = new CancellationTokenSource();

            // The waiting for each is cancelled; what they waited for fails afterwards.
            Task[] abandoned = [client.OpenAsync(cancellation.Token), client.GetMessageSender(notes).OpenAsync(cancellation.Token)];
            await cancellation.CancelAsync();
            await Task.WhenAll(abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ = await notes.TellAsync(new Note("a")).Within();
            _ = await notes.TellAsync(new Note("b")).Within();

            // Nobody awaits this one at all.
            _ = notes.SendAsync(new Note("c"));
            await client.CloseAsync().Within();
        }
    }
}
