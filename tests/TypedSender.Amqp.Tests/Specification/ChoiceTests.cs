using System.Globalization;
using System.Reflection;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Specification;

/// <summary>Enums and constants hold the choices of the specification's restricted types, and no others.</summary>
public sealed class ChoiceTests
{
    [Theory]
    [InlineData("role", typeof(Role))]
    [InlineData("sender-settle-mode", typeof(SenderSettleMode))]
    [InlineData("receiver-settle-mode", typeof(ReceiverSettleMode))]
    [InlineData("sasl-code", typeof(SaslCode))]
    [InlineData("terminus-durability", typeof(TerminusDurability))]
    public void An_enum_has_the_choices(string name, Type type)
    {
        Dictionary<string, string> expected = SpecificationFiles.Restricted[name].Choices
            .ToDictionary(choice => Pascal(choice.Key), choice => choice.Value is "false" ? "0" : choice.Value is "true" ? "1" : choice.Value);
        Dictionary<string, string> actual = Enum.GetNames(type)
            .ToDictionary(choice => choice, choice => Convert.ToInt64(Enum.Parse(type, choice), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("terminus-expiry-policy", typeof(ExpiryPolicySymbols))]
    [InlineData("std-dist-mode", typeof(StandardDistributionMode))]
    [InlineData("txn-capability", typeof(TxnCapability))]
    public void Constants_have_the_choices(string name, Type type)
        => Assert.Equal(SpecificationFiles.Restricted[name].Choices.ToDictionary(choice => Pascal(choice.Key), choice => choice.Value), Constants(type));

    [Fact]
    public void Error_conditions_are_those_of_the_specification()
    {
        IEnumerable<string> expected = SpecificationFiles.Restricted.Values
            .Where(type => type.Provides == "error-condition")
            .SelectMany(type => type.Choices.Values);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Constants(typeof(AmqpErrorConditions)).Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Section_codes_are_those_of_the_specification()
    {
        Dictionary<string, ulong> expected = SpecificationFiles.RestrictedSections.ToDictionary(section => Pascal(section.Key), section => section.Value.Code);
        expected["Header"] = SpecificationFiles.Composites["amqp:header:list"].DescriptorCode;
        expected["Properties"] = SpecificationFiles.Composites["amqp:properties:list"].DescriptorCode;
        Dictionary<string, ulong> actual = typeof(SectionCode).GetFields().ToDictionary(field => field.Name, field => (ulong)field.GetRawConstantValue()!);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("005312 C00804 A1016C 43 41 5003", "snd-settle-mode", "3; its values are 0 to 2")]
    [InlineData("005312 C00905 A1016C 43 41 40 5002", "rcv-settle-mode", "2; its values are 0 to 1")]
    public void A_value_that_is_no_choice_is_refused(string bytes, string field, string problem)
    {
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => Wire.Decode<Attach>(bytes));
        Assert.Contains($"The field {field} of the attach is {problem}", exception.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Constants(Type type)
        => type.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);

    private static string Pascal(string name)
        => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
