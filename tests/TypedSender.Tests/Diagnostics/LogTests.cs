using System.Reflection;
using Microsoft.Extensions.Logging;

namespace TypedSender.Tests.Diagnostics;

public sealed class LogTests
{
    // People filter by these numbers: one that is published keeps its meaning.
    private const string Table = """
        1001 Debug Connecting
        1002 Information Connected
        1003 Warning OpenFailed
        1004 Warning ConnectionLost
        1005 Information Closed
        1006 Information Reconnecting
        1007 Error ConnectingStopped
        1008 Error PolicyFailed
        1009 Error EventHandlerFailed
        1010 Debug VirtualHostInOtherForm
        1011 Warning IdleTimeoutTooShort
        1012 Warning StreamDisposeFailed
        1013 Information ClientLeft
        1014 Information ConnectionRedirected
        2001 Debug SessionBegun
        2002 Warning SessionEndedByPeer
        2003 Error SessionBroken
        3001 Debug Attaching
        3002 Information Attached
        3003 Warning AddressRefused
        3004 Warning DetachedByPeer
        3005 Debug Detached
        3006 Information Reattaching
        3007 Warning LinkUnanswered
        3008 Debug ReplyDropped
        3009 Warning SettleModesDiffer
        3010 Warning RelayRefused
        3011 Information RelayBypassed
        3012 Information LinkRedirected
        3013 Information LinkResumed
        3014 Warning LinkNotResumed
        3015 Warning UnsettledStateNotKept
        4001 Debug NotAccepted
        4002 Warning TransportFailed
        4003 Error HookFailed
        5001 Debug TokenAccepted
        5002 Warning TokenNotRenewed
        9001 Trace FrameReceived
        9002 Trace FrameSent
        9003 Trace SaslFrameReceived
        9004 Trace SaslFrameSent
        9005 Trace HeaderReceived
        9006 Trace HeaderSent
        9007 Trace FramesNotShown
        """;

    private static IEnumerable<(MethodInfo Method, LoggerMessageAttribute Message)> Records =>
        from method in typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
        where message is not null
        select (method, message);

    [Fact]
    public void Event_ids_levels_and_names_are_stable()
    {
        IEnumerable<string> rows = Records
            .OrderBy(record => record.Message.EventId)
            .Select(record => $"{record.Message.EventId} {record.Message.Level} {record.Method.Name}");

        Assert.Equal(Table.ReplaceLineEndings("\n"), string.Join('\n', rows));
    }

    [Fact]
    public void Event_ids_are_distinct() =>
        Assert.Equal(Records.Count(), Records.Select(record => record.Message.EventId).Distinct().Count());

    [Fact]
    public void No_record_takes_a_secret_or_a_body() => Assert.All(
        Records.SelectMany(record => record.Method.GetParameters()),
        parameter => Assert.DoesNotMatch("(?i)password|secret|token|body|credential", parameter.Name!));
}
