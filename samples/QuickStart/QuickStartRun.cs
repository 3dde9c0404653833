using TypedSender;
using TypedSender.Testing;

namespace QuickStart;

/// <summary>The program: read, send, receive, compare, show.</summary>
internal static class QuickStartRun
{
    /// <returns>0 when everything was accepted and came back equal, otherwise 1.</returns>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        EarthquakeFeed feed = EarthquakeFeed.Load();
        Earthquake[] earthquakes = [.. feed.Features.Select(feature => feature.ToEarthquake())];
        Earthquake largest = earthquakes.MaxBy(earthquake => earthquake.Magnitude)!;

        await using InProcessBroker? broker = arguments.Url is null ? await InProcessBroker.StartAsync(cancellationToken: cancellationToken) : null;
        broker?.CreateQueue(arguments.Address);
        string url = arguments.Url ?? broker!.Url;

        await using SendClient client = new(url);
        IEarthquakeSender sender = client.GetSender<IEarthquakeSender>(new SenderOptions { Address = arguments.Address });
        await client.GetMessageSender(sender).OpenAsync(cancellationToken);
        Console.WriteLine($"{earthquakes.Length:N0} earthquakes, \"{feed.Metadata.Title}\", to \"{arguments.Address}\" at {SendClientOptions.FromUrl(url)}{(broker is null ? "" : " in this process")}");

        OutcomeTable table = await Sending.SendAsync(sender, earthquakes, cancellationToken);
        SendCloseReport report = await client.CloseAsync(cancellationToken);
        Comparing? comparing = arguments.Receive ? await Comparing.ReceiveAsync(url, arguments.Address, earthquakes, largest.Id, cancellationToken) : null;

        Console.WriteLine();
        foreach (string line in table.Lines(Terminal.Width))
        {
            Console.WriteLine(line);
        }

        byte[] shown = comparing?.Shown ?? AmqpContracts.Encode(largest);
        Console.WriteLine();
        Console.WriteLine($"one message, {shown.Length} bytes in its sections:");
        MessageDump.Print(shown);
        Console.WriteLine();
        Console.WriteLine($"largest: M {largest.Magnitude:F1}, {largest.Place}, {largest.Time:yyyy-MM-dd HH:mm:ss} UTC, {largest.Location.Depth:0.#} km deep");
        Console.WriteLine($"accepted: {table.Accepted}");
        return Conclude(table, report, comparing, earthquakes.Length);
    }

    private static int Conclude(OutcomeTable table, SendCloseReport report, Comparing? comparing, int expected)
    {
        if (comparing is not null)
        {
            Console.WriteLine($"compared: {comparing.Equal} equal, {comparing.Different} different");
            if (comparing.Foreign > 0)
            {
                Console.WriteLine($"(and {comparing.Foreign:N0} messages that this run did not send)");
            }
        }

        string? problem = table.FirstFailure is { } failure ? $"{expected - table.Accepted} were not accepted, the first: {failure}"
            : !report.IsClean ? $"closing left something undone: {report}"
            : comparing?.FirstDifference is { } difference ? $"what came back differs: {difference}"
            : null;
        if (problem is null)
        {
            return 0;
        }

        Console.Error.WriteLine($"error: {problem}");
        return 1;
    }
}
