using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>A session's windows by themselves, with ids that wrap (AMQP 1.0, 2.5.6).</summary>
public class SessionWindowsTests
{
    [Theory]
    [InlineData(0xFFFF_FFFE, 3u, 0xFFFF_FFFEu, 10u, 7u)]
    [InlineData(0xFFFF_FFFE, 3u, 0u, 10u, 9u)]
    [InlineData(0xFFFF_FFFE, 3u, 1u, 10u, 10u)]
    [InlineData(0xFFFF_FFFE, 3u, null, 10u, 7u)]
    [InlineData(0xFFFF_FFFE, 3u, null, 2u, 0u)]
    public void WhatThePeerHasNotSeenCountsAgainstItsWindow(uint first, uint sent, uint? seen, uint told, uint expected)
    {
        SessionWindows windows = new(new SessionSettings { InitialOutgoingId = first });
        windows.OnBegin(new Begin { NextOutgoingId = 0, IncomingWindow = 100, OutgoingWindow = 1 });
        for (uint i = 0; i < sent; i++)
        {
            windows.CountOutgoing();
        }

        Assert.Equal((unchecked(first + sent), 100 - sent), (windows.NextOutgoingId, windows.RemoteIncomingWindow));
        windows.OnFlow(new Flow { NextIncomingId = seen, IncomingWindow = told, NextOutgoingId = 0, OutgoingWindow = 1 });

        Assert.Equal(expected, windows.RemoteIncomingWindow);
    }

    [Fact]
    public void TheOwnWindowIsRenewedOnceHalfOfItIsUsed()
    {
        SessionWindows windows = new(new SessionSettings { IncomingWindow = 4 });
        windows.OnBegin(new Begin { NextOutgoingId = uint.MaxValue, IncomingWindow = 1, OutgoingWindow = 1 });

        Assert.True(windows.TryCountIncoming());
        Assert.Equal((0u, 3u, false), (windows.NextIncomingId, windows.IncomingWindow, windows.TryRenewIncoming()));
        Assert.True(windows.TryCountIncoming());
        Assert.Equal((1u, 2u, true), (windows.NextIncomingId, windows.IncomingWindow, windows.TryRenewIncoming()));
        Assert.Equal(4u, windows.IncomingWindow);
    }

    [Fact]
    public void WhatWasAnnouncedIsUsedByTransfersAndAnnouncedAnew()
    {
        SessionWindows windows = new(new SessionSettings { OutgoingWindow = 2 });
        windows.OnBegin(new Begin { NextOutgoingId = 0, IncomingWindow = 100, OutgoingWindow = 1 });
        List<bool> used = [windows.IsOutgoingUsed];
        for (int i = 0; i < 2; i++)
        {
            windows.CountOutgoing();
            used.Add(windows.IsOutgoingUsed);
        }

        Assert.Equal([false, false, true], used);
        Assert.Equal(2u, windows.AnnounceOutgoing());
        Assert.False(windows.IsOutgoingUsed);
    }

    [Fact]
    public void NoTransferIsCountedBeyondTheOwnWindow()
    {
        SessionWindows windows = new(new SessionSettings { IncomingWindow = 1 });

        Assert.True(windows.TryCountIncoming());
        Assert.False(windows.TryCountIncoming());
        Assert.Equal((1u, 0u), (windows.NextIncomingId, windows.IncomingWindow));
    }
}
