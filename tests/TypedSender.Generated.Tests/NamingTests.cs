using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Values that AMQP cannot carry, in every place where they may stand: the exception names the member and says what is wrong.</summary>
public class NamingTests
{
    private const string Half = "ab\ud800";
    private const string Text = "A string has U+D800, half a character, at index 2 and is not valid Unicode. Repair it, or send it as binary.";
    private const string Symbol = "\"é\" is no AMQP symbol: only ASCII characters are allowed. Send it as a string.";
    private const string Char = "U+D800 is a surrogate, half a character, and AMQP's char holds whole ones. Use a Rune or a string.";

    public static TheoryData<string, string, Unsendable> Values => new()
    {
        { "Unsendable.Text", Text, new() { Text = Half } },
        { "Unsendable.Optional", Text, new() { Optional = Half } },
        { "Unsendable.Name", Symbol, new() { Name = "é" } },
        { "Unsendable.Letter", Char, new() { Letter = '\ud800' } },
        { "Unsendable.MaybeLetter", Char, new() { MaybeLetter = '\ud800' } },
        { "Unsendable.Elements", Text, new() { Elements = ["a", Half] } },
        { "Unsendable.Letters", Char, new() { Letters = ['\ud800'] } },
        { "Unsendable.Keys", Text, new() { Keys = new() { [Half] = 1 } } },
        { "Unsendable.Map", Text, new() { Map = new() { [1] = ["a", Half] } } },
        { "Unsendable.Address", "A string has U+D800, half a character, at index 9 and is not valid Unicode. Repair it, or send it as binary.", new() { Address = new Uri("urn:abcde\ud800", UriKind.RelativeOrAbsolute) } },
        { "Unsendable.Formatted", Text, new() { Formatted = Half } },
        { "Unsendable.Property", Text, new() { Property = Half } },
        { "Unsendable.Annotation", Symbol, new() { Annotation = ["é"] } },
        { "Unsendable.Subject", Text, new() { Subject = Half } },
        { "Unsendable.ContentType", Symbol, new() { ContentType = "é" } },
        { "Unsendable.MessageId", Text, new() { MessageId = new AmqpMessageId(Half) } },
        { "UnsendablePart.Text", Text, new() { Part = new UnsendablePart(Half, null) } },
        { "UnsendablePart.Text", Text, new() { Part = new UnsendablePart("a", new UnsendablePart(Half, null)) } },
        { "UnsendablePart.Text", Text, new() { Parts = [new UnsendablePart("a", null), new UnsendablePart(Half, null)] } },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void The_exception_names_the_member(string member, string reason, Unsendable value)
        => AssertNamed(member, reason, () => AmqpContracts.Encode(value));

    [Theory]
    [MemberData(nameof(Values))]
    public async Task The_exception_of_a_send_names_the_member(string member, string reason, Unsendable value)
    {
        await using var client = new SendClient("amqp://127.0.0.1");

        AssertNamed(member, reason, () => _ = client.GetSender<IUnsendableSender>().SendAsync(value));
    }

    [Fact]
    public async Task The_exception_of_a_send_names_the_parameter()
    {
        await using var client = new SendClient("amqp://127.0.0.1");
        IUnsendableSender sender = client.GetSender<IUnsendableSender>();
        var part = new UnsendablePart("a", null);

        AssertNamed("subject", Text, () => _ = sender.PlaceAsync(part, Half, null, null, null));
        AssertNamed("type", Symbol, () => _ = sender.PlaceAsync(part, null, "é", null, null));
        AssertNamed("property", Text, () => _ = sender.PlaceAsync(part, null, null, Half, null));
        AssertNamed("letters", Char, () => _ = sender.PlaceAsync(part, null, null, null, ['\ud800']));
        AssertNamed("UnsendablePart.Text", Text, () => _ = sender.PlaceAsync(new UnsendablePart(Half, null), "s", null, null, null));
    }

    [Fact]
    public async Task The_outcome_of_an_item_names_the_member()
    {
        await using var client = new SendClient("amqp://127.0.0.1");

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IUnsendableSender>().SendAllAsync([new UnsendablePart("a", new UnsendablePart(Half, null))]);

        Assert.Equal(SendReason.EncodingFailed, outcomes[0].Reason);
        Assert.Contains("UnsendablePart.Text: A string has U+D800", outcomes[0].Cause!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_member_is_named_of_several()
        => AssertNamed("Unsendable.Text", Text, () => AmqpContracts.Encode(new Unsendable { Text = Half, Letter = '\ud800' }));

    [Fact]
    public void What_names_a_member_already_is_left_as_it_is()
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Unsendable { Text = null! }));

        Assert.Equal("Unsendable.Text", exception.Member);
        Assert.StartsWith("Unsendable.Text is null", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public void A_getter_that_throws_when_it_is_read_again_hides_nothing()
        => Assert.Equal(Text, Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Fickle())).Message);

    private static void AssertNamed(string member, string reason, Func<byte[]> encode) => AssertNamed(member, reason, () => { _ = encode(); });

    private static void AssertNamed(string member, string reason, Action encode)
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(encode);
        Assert.Equal(member, exception.Member);
        Assert.Equal($"{member}: {reason}", exception.Message);
    }
}
