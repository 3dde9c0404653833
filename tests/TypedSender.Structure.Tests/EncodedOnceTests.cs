using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>What a sender has encoded is not decoded again: an envelope learns what it has to know of a message while the message is written.</summary>
public class EncodedOnceTests
{
    private const string Sending = "src/TypedSender/Sending";

    /// <summary>Bytes that a caller has encoded are looked through before they are sent.</summary>
    private const string OfCaller = Sending + "/EncodedMessageSource.cs";

    /// <summary>A sender without an address reads that of each message, whoever has encoded it. No other sender does.</summary>
    private const string OfAddress = Sending + "/Relay/MessageAddress.cs";

    private static readonly string[] Decoders = ["AmqpReader", "AmqpSections", "AmqpMessage.Decode"];

    [Fact]
    public void No_part_of_sending_decodes_a_message() =>
        Expect.None(
            from file in Repository.SourceFiles(Sending)
            where file.Path is not (OfCaller or OfAddress)
            from decoder in Decoders
            where file.Mentions(decoder)
            select $"{file.Path}: {decoder}");

    [Fact]
    public void The_bytes_of_a_caller_are_decoded() =>
        Assert.True(Assert.Single(Repository.SourceFiles(Sending), file => file.Path == OfCaller).Mentions(Decoders[0]));
}
