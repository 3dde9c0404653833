using System.Diagnostics;

namespace TypedSender.Generated.Tests.Support;

/// <summary>A trace context to send in.</summary>
internal static class SendActivity
{
    public static Activity Traced { get; } = new Activity("send")
        .SetParentId(ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"))
        .Start();

    static SendActivity()
    {
        Traced.TraceStateString = "vendor=1";
        Activity.Current = null;
    }
}
