using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TypedSender.Tool.Broker;

/// <summary>Shows a sample as tables, or as lines where nothing can be redrawn.</summary>
internal static class BrokerScreen
{
    private const int MaxLinks = 12;

    public static IRenderable Render(string url, BrokerSample sample)
    {
        Table queues = Screens.MakeTable("queue", "messages", "arrived", "in/s", "senders", "receivers");
        for (int column = 1; column < 6; column++)
        {
            queues.Columns[column].RightAligned();
        }

        foreach (QueueSample queue in sample.Queues)
        {
            queues.AddRow(
                Screens.Cell(queue.Name), Number(queue.Count), Number(queue.Arrived), Screens.Cell(queue.Rate.ToString("N0", CultureInfo.InvariantCulture)), Number(queue.Senders), Number(queue.Receivers));
        }

        Table links = Screens.MakeTable("link", "address", "container", "user");
        foreach (LinkSample link in sample.Links.Take(MaxLinks))
        {
            links.AddRow(Screens.Cell(link.IsSender ? "sender" : "receiver"), Screens.Cell(link.Address), Screens.Cell(link.Container), Screens.Cell(link.User.Length > 0 ? link.User : "anonymous"));
        }

        List<IRenderable> rows =
        [
            new Text($"{url}   {Screens.Count(sample.Connections, "connection")}, {Screens.Count(sample.Links.Count, "link")}   Ctrl+C ends", new Style(decoration: Decoration.Bold)),
            sample.Queues.Count > 0 ? queues : new Text("No queue yet: a link to one makes it."),
        ];
        if (sample.Links.Count > 0)
        {
            rows.Add(links);
        }

        if (sample.Links.Count > MaxLinks)
        {
            rows.Add(new Text($"and {sample.Links.Count - MaxLinks} further links"));
        }

        return new Rows(rows);
    }

    /// <summary>A line for each queue of which something has changed.</summary>
    public static IEnumerable<string> Describe(BrokerSample? before, BrokerSample sample, DateTimeOffset time)
    {
        foreach (QueueSample queue in sample.Queues)
        {
            QueueSample? previous = before?.Queues.FirstOrDefault(other => other.Name == queue.Name);
            if (previous is null || previous with { Rate = 0 } != queue with { Rate = 0 })
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{time:HH:mm:ss} {ErrorText.FromPeer(queue.Name)} messages={queue.Count} arrived={queue.Arrived} in/s={queue.Rate:F0} senders={queue.Senders} receivers={queue.Receivers}");
            }
        }
    }

    private static Text Number(long number) => Screens.Cell(number.ToString("N0", CultureInfo.InvariantCulture));
}
