using System.Text.RegularExpressions;

namespace TypedSender.Tool.Explaining;

/// <summary>A line of a frame trace (the category <c>TypedSender.FrameTrace</c>).</summary>
/// <param name="IsIncoming">Whether the peer sent it.</param>
/// <param name="Frame">What the trace shows of it.</param>
/// <param name="Type">Its type; null for a protocol header, an empty frame, or one that the specification does not define.</param>
internal sealed record TracedFrame(bool IsIncoming, string Frame, CompositeType? Type)
{
    /// <summary>What the frame does.</summary>
    public string Purpose => Type?.Purpose ?? (Frame.Contains("heartbeat", StringComparison.Ordinal) ? "says that the peer lives" : Frame.StartsWith("41 4D 51 50", StringComparison.Ordinal) ? "protocol header" : "");

    /// <summary>Where AMQP 1.0 says so.</summary>
    public string Section => Type?.Section ?? (Frame.Contains("heartbeat", StringComparison.Ordinal) ? "2.4.5" : Frame.StartsWith("41 4D 51 50", StringComparison.Ordinal) ? "2.2" : "");
}

/// <summary>Reads the text of a frame trace.</summary>
internal static partial class TraceText
{
    /// <summary>The frames of a trace, in order; empty when the text is none.</summary>
    public static IReadOnlyList<TracedFrame> Read(string text)
    {
        List<TracedFrame> frames = [];
        foreach (string line in text.Split('\n'))
        {
            if (Line().Match(line) is { Success: true } match)
            {
                string frame = match.Groups["frame"].Value.TrimEnd();
                string name = Name().Match(frame).Groups["name"].Value;
                frames.Add(new TracedFrame(match.Groups["direction"].Value == "From", frame, CompositeTypes.FindByName(name)));
            }
        }

        return frames;
    }

    [GeneratedRegex(@"\b(?<direction>To|From) \S+: (?<frame>.+)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^(?:channel \d+ )?(?<name>[a-z][a-z-]*)")]
    private static partial Regex Name();
}
