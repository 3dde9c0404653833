namespace TypedSender.Amqp.Tests.Specification;

/// <summary>The annotated types say what the XML of the specification says, and nothing besides.</summary>
public sealed class CompositeDefinitionTests
{
    public static TheoryData<string> Names => new(SpecificationFiles.Composites.Keys);

    [Fact]
    public void The_files_define_as_many_composites_as_are_expected() => Assert.Equal(33, SpecificationFiles.Composites.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_composite_has_a_type_with_its_descriptor_and_fields(string name)
    {
        Assert.True(AnnotatedTypes.All.TryGetValue(name, out Type? type), $"No type is annotated with {name}.");
        CompositeDefinition expected = SpecificationFiles.Composites[name];
        CompositeDefinition actual = AnnotatedTypes.Definition(type);
        Assert.Equal(expected.DescriptorCode, actual.DescriptorCode);
        Assert.Equal(expected.Fields, actual.Fields);
    }

    [Fact]
    public void Each_annotated_type_is_a_composite()
        => Assert.Empty(AnnotatedTypes.All.Keys.Except(SpecificationFiles.Composites.Keys));

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_descriptor_codes_are_those_of_the_specification(string name)
        => Assert.Equal(SpecificationFiles.Composites[name].DescriptorCode, CompositeCodec.For(AnnotatedTypes.All[name]).DescriptorCode);
}
