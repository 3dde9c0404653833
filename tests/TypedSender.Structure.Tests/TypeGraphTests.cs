using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>Types of one folder can be read one after the other: none needs one that needs it.</summary>
public class TypeGraphTests
{
    private static readonly TypeGraph Connecting = new(Repository.SourceFiles("src/TypedSender/Connecting"));
    private static readonly TypeGraph Sending = new(Repository.SourceFiles("src/TypedSender/Sending"));

    /// <summary>Types of Sending/ that know a type which knows them, and why.</summary>
    private static readonly (string From, string To, string Reason)[] Back =
    [
        ("Delivery", "SendTransport", "a delivery reports its end to the transport that carries it"),
        ("Delivery", "DeliveryPool", "a delivery returns to its pool"),
        ("SendTransport", "MessageSender", "events and hooks name the sender"),
        ("SendHook", "MessageSender", "a hook is told the sender"),
        ("SendClientOptions", "SendClientAddress", "options are read from a URL"),
        ("SendClientOptions", "SendClientSettings", "the text of options shows the default host"),
        ("ConnectionContext", "SendClient", "its log category is the client's"),
        ("ConnectionContext", "SendConnection", "the exception names the class that is closed"),
        ("ConnectionContext", "ClientContext", "the core lists the clients on its connection"),
        ("LoopEnding", "ConnectionContext", "what has ended is forgotten there"),
        ("ClientContext", "SendQueue", "the core lists the senders of its client"),
        ("Ownership", "SendClient", "the exception names the class that is closed"),
        ("Ownership", "SendSession", "the exception names the class that is closed"),
        ("SendLink", "SendQueue", "a link reports to the queue whose messages it sends"),
        ("SendLinkEvents", "SendQueue", "what the engine reports reaches the queue"),
        ("SendLinkEvents", "SendLink", "what the engine reports reaches the link"),
        ("LinkOpening", "SendLink", "a part of a link reports to it"),
        ("LinkRecovery", "SendLink", "a part of a link reports to it"),
        ("LinkRedirection", "SendLink", "a part of a link reports to it"),
        ("LinkAuthorization", "SendLink", "a part of a link reports to it"),
        ("SettlementWatchdog", "SendLink", "a part of a link reports to it"),
        ("ResendQueue", "SendQueue", "a part of a queue reports to it"),
        ("LinkResumption", "SendQueue", "a part of a queue reports to it"),
        ("SenderEnding", "SendQueue", "a part of a queue, apart for its length"),
        ("SendTicket", "TransportAdapter", "a ticket completes a send of its adapter"),
        ("StreamFeed", "SendQueue", "a part of a queue reports to it"),
        ("StreamGathering", "TransportAdapter", "a part of an adapter reports to it"),
    ];

    [Fact]
    public void The_types_that_connect_form_no_ring() =>
        Expect.None(from type in Connecting.Types where Connecting.GetReached(type).Contains(type) select $"{type} is reached from {string.Join(", ", Connecting.GetNamed(type))}");

    [Fact]
    public void The_types_that_send_form_no_ring_but_for_those_that_report_back()
    {
        TypeGraph forward = Sending.Without(Back.Select(back => (back.From, back.To)));

        Expect.None(from type in forward.Types where forward.GetReached(type).Contains(type) select $"{type} is reached from {string.Join(", ", forward.GetNamed(type))}");
    }

    [Fact]
    public void Each_type_that_reports_back_would_form_a_ring() => Expect.None(
        from back in Back
        let others = Sending.Without(Back.Where(other => other != back).Select(other => (other.From, other.To)))
        where !others.GetReached(back.From).Contains(back.From)
        select $"{back.From} needs {back.To} no more, or is not reached from it");

    [Fact]
    public void Names_are_found_in_all_parts_of_a_type()
    {
        Assert.Contains("EndpointSelector", Connecting.GetNamed("ReconnectLoop"));
        Assert.Contains("SessionPool", Connecting.GetNamed("ClientConnection"));
        Assert.Contains("BrokerEndpoint", Connecting.GetReached("ReconnectLoop"));
    }

    [Fact]
    public void A_ring_is_found_over_several_types()
    {
        TypeGraph graph = new(
        [
            new SourceFile("a.cs", "internal sealed class A(B b);\n\ninternal readonly record struct B(int I)\n{\n    public static C C;\n}\n"),
            new SourceFile("c.cs", "internal interface C\n{\n    A A { get; }\n}\n\ninternal enum D\n{\n}\n"),
        ]);

        Assert.Equal(["A", "B", "C", "D"], graph.Types.Order());
        Assert.All(["A", "B", "C"], type => Assert.Contains(type, graph.GetReached(type)));
        Assert.Empty(graph.GetReached("D"));
    }
}
