using TypedSender.Amqp.Tests.Specification;
using TypedSender.Tool.Explaining;

namespace TypedSender.Tool.Tests.Explaining;

/// <summary>What <c>explain</c> says of bytes.</summary>
public class ByteTests
{
    // AMQP 1.0, figure 2.16 and 2.7.1: a header, and an open frame of container 'c' with the rest of its fields null.
    private const string Opening = "414D515000010000 00000013 02 00 0000 005310 C0 06 03 A10163 40 43";

    [Fact]
    public void Each_byte_of_a_frame_is_said()
    {
        IReadOnlyList<Annotation> annotations = ByteAnnotator.Annotate(Parse(Opening));

        Assert.Equal(
        [
            "0000 8 protocol header: version 1.0.0, protocol id 0: AMQP frames follow (2.2)",
            "0008 4 frame of 19 bytes (2.3.1)",
            "000C 1 doff 2: the body begins at byte 8 of the frame (2.3.1)",
            "000D 1 type 0: AMQP (2.3.1)",
            "000E 2 channel 0 (2.3.2)",
            "0010 3 open: opens the connection: who this end is, and its limits (2.7.1)",
            "0013 3 3 of 10 fields, 6 bytes (1.6.22)",
            "0016 3 container-id = 'c' (string) (2.7.1)",
            "0019 1 hostname = null (2.7.1)",
            "001A 1 max-frame-size = 0 (uint) (2.7.1)",
        ],
            annotations.Select(Show));
    }

    [Fact]
    public void The_example_of_the_specification_is_said()
    {
        // AMQP 1.0, 1.2, the figure of a described value: a string that is a URL.
        Assert.Equal(
            ["0000 6 described by 'URL' (1.5)", "0006 32 'http://example.org/hello-world' (string) (1.6.20)"],
            ByteAnnotator.Annotate(Parse("00 A303 55524C A11E 687474703A2F2F6578616D706C652E6F72672F68656C6C6F2D776F726C64")).Select(Show));
    }

    [Fact]
    public void Every_byte_of_every_golden_message_is_covered_once()
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "tests/TypedSender.Interop.Tests/Golden"), "*.hex");

        Assert.InRange(files.Length, 50, 1000);
        Assert.All(files, file =>
        {
            byte[] bytes = Parse(File.ReadAllText(file));
            IReadOnlyList<Annotation> annotations = ByteAnnotator.Annotate(bytes);
            Assert.DoesNotContain(annotations, each => each.Kind == AnnotationKind.Fault);
            int end = 0;
            foreach (Annotation each in annotations)
            {
                Assert.Equal(end, each.Offset);
                Assert.NotEqual("", each.Section);
                end += each.Length;
            }

            Assert.Equal(bytes.Length, end);
        });
    }

    [Fact]
    public void A_transfer_shows_the_sections_of_a_whole_message_and_the_size_of_a_part()
    {
        // handle 0, delivery-id 0, tag 01, format 0, settled false, more.
        string whole = "0000001D 02000001 005314 C00906 43 43 A00101 43 42 42 005377 A1026869";
        string part = "0000001B 02000001 005314 C00906 43 43 A00101 43 42 41 005377A105";

        Assert.Contains(ByteAnnotator.Annotate(Parse(whole)), each => each is { Text: "amqp-value: a body of one value", Section: "3.2.8" });
        Assert.Contains(ByteAnnotator.Annotate(Parse(whole)), each => each.Text == "'hi' (string)");
        Assert.Contains(ByteAnnotator.Annotate(Parse(whole)), each => each.Text == "delivery-tag = 01 (binary)");
        Assert.Contains(ByteAnnotator.Annotate(Parse(part)), each => each is { Text: "part of a message, 5 bytes", Section: "2.6.14" });
    }

    [Fact]
    public void A_password_of_SASL_is_not_shown()
    {
        byte[] response = [0, .. "alice"u8, 0, .. System.Text.Encoding.ASCII.GetBytes(Canary.Password)];
        byte[] body = [0x00, 0x53, 0x41, 0xC0, (byte)(response.Length + 10), 2, 0xA3, 5, .. "PLAIN"u8, 0xA0, (byte)response.Length, .. response];
        byte[] frame = [0, 0, 0, (byte)(body.Length + 8), 2, 1, 0, 0, .. body];

        IReadOnlyList<Annotation> annotations = ByteAnnotator.Annotate(frame);
        Annotation hidden = Assert.Single(annotations, each => each.Kind == AnnotationKind.Hidden);

        Assert.StartsWith("initial-response = ", hidden.Text);
        Assert.Contains(annotations, each => each.Text == "mechanism = 'PLAIN' (symbol)");
        Assert.DoesNotContain(annotations, each => each.Text.Contains(Canary.Mark, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("00000020 02000000 0053", "says that it has 32 bytes")]
    [InlineData("005377 A105 6869", "needs 6 bytes and 3 are left")]
    [InlineData("005377 FF", "0xFF is no constructor")]
    [InlineData("005377 C0 FF 01 40", "says that it has 255 bytes")]
    [InlineData("005377 C0 03 01 40 40", "ends 1 bytes before its size says")]
    [InlineData("005377 A1 01 FF", "UTF-8")]
    [InlineData("00", "end where a value should begin")]
    public void Broken_bytes_are_said_to_be_where_they_are(string hex, string expected)
    {
        Annotation last = ByteAnnotator.Annotate(Parse(hex))[^1];

        Assert.Equal(AnnotationKind.Fault, last.Kind);
        Assert.Contains(expected, last.Text);
    }

    [Fact]
    public void Bytes_that_cannot_be_explained_are_shown()
    {
        Annotation lone = Assert.Single(ByteAnnotator.Annotate(Parse("00")));
        Assert.Equal((0, 1, "The bytes end where a value should begin (at byte 1). 1 byte cannot be explained: begin where a frame or a value begins, and give all of it."), (lone.Offset, lone.Length, lone.Text));

        Annotation last = ByteAnnotator.Annotate(Parse("005377 A1056869"))[^1];
        Assert.Equal((3, 4), (last.Offset, last.Length));
    }

    [Fact]
    public void Whatever_the_bytes_are_they_are_said_or_said_to_be_broken()
    {
        Random random = new(7);
        byte[] good = Parse(Opening);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = (byte[])good.Clone();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            IReadOnlyList<Annotation> annotations = ByteAnnotator.Annotate(bytes.AsMemory(0, random.Next(bytes.Length + 1)));
            Assert.All(annotations, each => Assert.InRange(each.Offset + each.Length, 0, bytes.Length));
        }
    }

    [Fact]
    public void Types_are_those_of_the_specification()
    {
        Assert.All(SpecificationFiles.Composites.Values, definition =>
        {
            CompositeType type = CompositeTypes.All.Single(each => each.Key == definition.DescriptorCode).Value;
            Assert.Equal(definition.DescriptorName, $"amqp:{type.Name}:list");
            Assert.Equal(definition.Fields.Select(field => field.Name), type.Fields);
        });
        Assert.All(SpecificationFiles.RestrictedSections, section => Assert.Equal(section.Key, CompositeTypes.Find(section.Value.Code)?.Name));
    }

    private static string Show(Annotation each) => $"{each.Offset:X4} {each.Length} {each.Text} ({each.Section})";

    private static byte[] Parse(string hex) => InputBytes.Parse(hex)!;
}
