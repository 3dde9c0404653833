using TypedSender.Matrix.Tests.Compilers;
using TypedSender.Matrix.Tests.Levels;
using TypedSender.Matrix.Tests.Rows;

namespace TypedSender.Matrix.Tests.Judging;

/// <summary>That the judge finds each kind of fault, which the matrix itself shows of no generator without faults.</summary>
public class RowJudgeTests
{
    private static readonly SourceText Encoder = new("Row.g.cs", "partial class Row { }");

    [Theory]
    [InlineData("", "body Value = int 7", "Clean")]
    [InlineData("", "body Value = int 8", "Silent")]
    [InlineData("", "body Value = long 7", "Silent")]
    [InlineData("", "", "Silent")]
    [InlineData("AmqpIgnore", "", "Clean")]
    [InlineData("AmqpIgnore", "body Value = int 7", "Silent")]
    [InlineData("AmqpMember(\"renamed\")", "body renamed = int 7", "Clean")]
    [InlineData("AmqpMember(\"renamed\")", "body Value = int 7", "Silent")]
    [InlineData("ApplicationProperty(\"key\")", "application-properties key = int 7", "Clean")]
    [InlineData("ApplicationProperty(\"key\")", "body Value = int 7", "Silent")]
    [InlineData("ApplicationProperty(\"key\")", "application-properties key = int 7, body Value = int 7", "Silent")]
    public void The_member_is_where_its_attribute_says(string attribute, string message, string expected)
        => Assert.Equal(expected, $"{Judge(attribute, attribute.Length == 0 ? AttributeTarget.None : AttributeTarget.Member, message).Kind}");

    [Fact]
    public void Every_other_readable_member_is_sent()
        => Assert.Equal(VerdictKind.Silent, Judge("", AttributeTarget.None, "body Value = int 7", anchor: false).Kind);

    [Theory]
    [InlineData("body Value = int 7, subject = string a", "Clean")]
    [InlineData("body Value = int 7", "Silent")]
    [InlineData("body Value = int 7, subject = string b", "Silent")]
    public void The_constant_of_a_type_is_in_its_place(string message, string expected)
        => Assert.Equal(expected, $"{Judge("Subject", AttributeTarget.Contract, message).Kind}");

    [Fact]
    public void What_is_said_of_an_attribute_without_effect_is_heard()
    {
        const string Message = "body Value = int 7";
        Assert.Equal(VerdictKind.Silent, Judge("AmqpIgnore", AttributeTarget.NoContract, Message).Kind);
        Assert.Equal(VerdictKind.Silent, Judge("AmqpIgnore", AttributeTarget.NoContract, Message, Said("TSND0432", "Warning", "[Subject] has no effect")).Kind);
        Assert.Equal(VerdictKind.Clean, Judge("AmqpIgnore", AttributeTarget.NoContract, Message, Said("TSND0432", "Warning", "[AmqpIgnore] has no effect")).Kind);
    }

    [Fact]
    public void What_the_compiler_says_is_judged()
    {
        Assert.Equal(VerdictKind.Crashed, OfCompilation(new RowResult([], [], "Stack overflow."))?.Kind);
        Assert.Equal(VerdictKind.Crashed, OfCompilation(Said("CS8785", "Warning", "The generator failed."))?.Kind);
        Assert.Equal(VerdictKind.Crashed, OfCompilation(Said("AD0001", "Warning", "The analyzer threw."))?.Kind);
        Assert.Equal(VerdictKind.Crashed, OfCompilation(Said("TSND0001", "Error", "Nothing was generated."))?.Kind);
        Assert.Equal(VerdictKind.Uncompilable, OfCompilation(Said("CS0618", "Warning", "It is obsolete.") with { IsInGenerated = true })?.Kind);
        Assert.Equal(VerdictKind.Uncompilable, OfCompilation(Said("CS0111", "Error", "The type has that member."))?.Kind);
        Assert.Equal(VerdictKind.WronglyRefused, OfCompilation(Said("TSND0401", "Error", "'int' in 'Row.Value' has no encoding."))?.Kind);
        Assert.Equal(VerdictKind.Silent, OfCompilation(new RowResult([], [], null))?.Kind);
        Assert.Equal(VerdictKind.Silent, OfCompilation(new RowResult([], [Encoder with { Text = "[GeneratedStub(\"TSND0401\")]" }], null))?.Kind);
        Assert.Null(OfCompilation(new RowResult([], [Encoder], null)));
    }

    [Fact]
    public void A_refusal_names_something_of_the_row()
    {
        Row row = Of("AmqpBatch", AttributeTarget.Method);
        Assert.Equal(VerdictKind.Refused, new RowJudge(row, 0, new RowResult([Said("TSND0430", "Error", "[AmqpBatch] has no effect here")], [Encoder], null)).JudgeCompilation()?.Kind);
        Assert.Equal(VerdictKind.Silent, new RowJudge(row, 0, new RowResult([Said("TSND0430", "Error", "It has no effect")], [Encoder], null)).JudgeCompilation()?.Kind);
    }

    private static Verdict? OfCompilation(CompilerDiagnostic said) => OfCompilation(new RowResult([said], [Encoder], null));

    private static Verdict? OfCompilation(RowResult result) => new RowJudge(Of("", AttributeTarget.None), 0, result).JudgeCompilation();

    private static Verdict Judge(string attribute, AttributeTarget target, string message, CompilerDiagnostic? said = null, bool anchor = true)
    {
        Dictionary<string, string> places = message.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(place => place.Split(" = ")).ToDictionary(parts => parts[0], parts => parts[1]);
        if (anchor)
        {
            places.Add("body Anchor", "int 5");
        }

        return new RowJudge(Of(attribute, target), 0, new RowResult(said is null ? [] : [said], [Encoder], null)).JudgeMessage(places, (HashSet<string>)["Anchor", "Value"]);
    }

    private static Row Of(string attribute, AttributeTarget target) => new(
        Declaration.All[0], MemberForm.All[0], MemberType.All[0], MemberAttribute.All.First(each => each.OnMembers == attribute), target, FileKind.Ordinary);

    private static CompilerDiagnostic Said(string id, string severity, string message) => new(id, severity, message, "R00000.cs", "", false);
}
