namespace TypedSender.Matrix.Tests.Wire;

/// <summary>Bytes written by hand from AMQP 1.0, 1.6.</summary>
public class WireReaderTests
{
    [Theory]
    [InlineData("40", "null")]
    [InlineData("5600", "boolean false")]
    [InlineData("54ff", "int -1")]
    [InlineData("7100000100", "int 256")]
    [InlineData("8000000000000000ff", "ulong 255")]
    [InlineData("73000000e4", "char 228")]
    [InlineData("a1026162", "string ab")]
    [InlineData("b3000000026162", "symbol ab")]
    [InlineData("a00201ff", "binary 01FF")]
    [InlineData("c00602a1016154ff", "[string a, int -1]")]
    [InlineData("c10602a1016154ff", "{string a: int -1}")]
    [InlineData("005377a10161", "@ulong 119 string a")]
    public void A_value_is_read(string bytes, string expected)
    {
        WireReader reader = new(Convert.FromHexString(bytes));
        Assert.Equal(expected, reader.ReadValue());
        Assert.True(reader.IsAtEnd);
    }

    [Theory]
    [InlineData("c00702a1016154ff")]
    [InlineData("c10502a1016154ff")]
    public void A_size_that_is_wrong_is_refused(string bytes) => Assert.Throws<FormatException>(() => new WireReader(Convert.FromHexString(bytes)).ReadValue());

    [Fact]
    public void The_places_of_a_message_are_told_apart()
        => Assert.Equal(
            ["durable = boolean true", "message-annotations x = int 1", "message-id = string i", "application-properties p = int 2", "body V = int 3"],
            WireMessage.Read(Convert.FromHexString("005370c0020141" + "005372c10602a3017854" + "01" + "005373c00401a10169" + "005374c10602a1017054" + "02" + "005377c10602a1015654" + "03"))
                .Select(place => $"{place.Key} = {place.Value}"));
}
